DROP INDEX "order_sellers_by_seller";--> statement-breakpoint
ALTER TABLE "order_sellers" ADD COLUMN "id" uuid DEFAULT gen_random_uuid() NOT NULL;--> statement-breakpoint
CREATE INDEX "order_sellers_by_seller" ON "order_sellers" USING btree ("seller_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "order_sellers" ADD CONSTRAINT "order_sellers_id_unique" UNIQUE("id");