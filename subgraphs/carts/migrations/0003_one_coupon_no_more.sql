ALTER TABLE "promotions" DROP CONSTRAINT "promotions_percent_off";--> statement-breakpoint
ALTER TABLE "carts" DROP CONSTRAINT "carts_promotion_id_promotions_id_fk";
--> statement-breakpoint
ALTER TABLE "carts" DROP COLUMN "promotion_id";--> statement-breakpoint
ALTER TABLE "promotions" DROP COLUMN "percent_off";