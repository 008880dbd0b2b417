CREATE TABLE "dropped_pieces" (
	"order_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "dropped_pieces_order_id_variant_id_pk" PRIMARY KEY("order_id","variant_id"),
	CONSTRAINT "dropped_pieces_quantity_positive" CHECK ("dropped_pieces"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "dropped_pieces" ADD CONSTRAINT "dropped_pieces_order_id_reservations_order_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."reservations"("order_id") ON DELETE no action ON UPDATE no action;