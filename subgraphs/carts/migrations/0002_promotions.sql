CREATE TABLE "catalogue_products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"category_ids" uuid[] NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "promotion_customers" (
	"customer" text NOT NULL,
	"promotion_id" uuid NOT NULL,
	"used_count" integer NOT NULL,
	CONSTRAINT "promotion_customers_customer_promotion_id_pk" PRIMARY KEY("customer","promotion_id"),
	CONSTRAINT "promotion_customers_used_count" CHECK (used_count >= 0)
);
--> statement-breakpoint
CREATE TABLE "promotion_redemptions" (
	"order_id" uuid NOT NULL,
	"promotion_id" uuid NOT NULL,
	"customer" text,
	"state" text NOT NULL,
	"held_until" timestamp with time zone NOT NULL,
	CONSTRAINT "promotion_redemptions_order_id_promotion_id_pk" PRIMARY KEY("order_id","promotion_id"),
	CONSTRAINT "promotion_redemptions_state" CHECK (state in ('CLAIMED', 'CONFIRMED', 'RELEASED'))
);
--> statement-breakpoint
ALTER TABLE "promotions" ALTER COLUMN "code" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "carts" ADD COLUMN "promotion_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
UPDATE "carts" SET "promotion_ids" = ARRAY["promotion_id"] WHERE "promotion_id" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "effect" jsonb;--> statement-breakpoint
UPDATE "promotions" SET "effect" = jsonb_build_object('kind', 'PERCENTAGE', 'percentOff', "percent_off");--> statement-breakpoint
ALTER TABLE "promotions" ALTER COLUMN "effect" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "product_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "category_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "minimum_spend" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "usage_limit" integer;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "usage_limit_per_customer" integer;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "used_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "is_stackable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "promotions" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "promotion_customers" ADD CONSTRAINT "promotion_customers_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion_redemptions" ADD CONSTRAINT "promotion_redemptions_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "promotion_redemptions_claims" ON "promotion_redemptions" USING btree ("held_until") WHERE state = 'CLAIMED';--> statement-breakpoint
CREATE INDEX "promotions_automatic" ON "promotions" USING btree ("starts_at") WHERE code is null and archived_at is null;--> statement-breakpoint
ALTER TABLE "promotions" ADD CONSTRAINT "promotions_used_count" CHECK (used_count >= 0);