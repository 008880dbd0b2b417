ALTER TABLE "deliveries" ADD COLUMN "order_id" uuid;--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "order_version" integer;--> statement-breakpoint
CREATE INDEX "deliveries_of_order" ON "deliveries" USING btree ("order_id","order_version");