CREATE TABLE "backordered_pieces" (
	"order_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"warehouse_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"lead_days" integer NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "backordered_pieces_order_id_variant_id_pk" PRIMARY KEY("order_id","variant_id"),
	CONSTRAINT "backordered_pieces_quantity_positive" CHECK ("backordered_pieces"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "backordered_pieces" ADD CONSTRAINT "backordered_pieces_order_id_reservations_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."reservations"("order_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "backordered_pieces_variant" ON "backordered_pieces" USING btree ("variant_id","warehouse_id");