CREATE TABLE "back_in_stock_requests" (
	"variant_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "back_in_stock_requests_variant_id_user_id_pk" PRIMARY KEY("variant_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "carts" ADD COLUMN "abandoned_version" integer;--> statement-breakpoint
ALTER TABLE "back_in_stock_requests" ADD CONSTRAINT "back_in_stock_requests_variant_id_catalogue_variants_id_fk" FOREIGN KEY ("variant_id") REFERENCES "public"."catalogue_variants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "carts_of_members_by_time" ON "carts" USING btree ("updated_at") WHERE user_id is not null;