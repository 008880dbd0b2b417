-- Trusted: the owner of the database may create it. https://www.postgresql.org/docs/current/btree-gist.html
CREATE EXTENSION IF NOT EXISTS btree_gist;--> statement-breakpoint
ALTER TABLE "shipping_zones" RENAME TO "shipping_places";--> statement-breakpoint
ALTER TABLE "shipping_places" RENAME CONSTRAINT "shipping_zones_country_region_pk" TO "shipping_places_country_region_pk";--> statement-breakpoint
CREATE TABLE "shipping_zones" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "shipping_zones_name_unique" UNIQUE("name")
);
--> statement-breakpoint
INSERT INTO "shipping_zones" ("id", "name")
SELECT "id", CASE "id" WHEN 'world' THEN 'Rest of the world' ELSE initcap("id") END
FROM (SELECT 'world' AS "id" UNION SELECT "zone" FROM "shipping_places" UNION SELECT "zone" FROM "shipping_services") AS "used";--> statement-breakpoint
CREATE INDEX "shipping_places_by_zone" ON "shipping_places" USING btree ("zone");--> statement-breakpoint
ALTER TABLE "shipping_places" ADD CONSTRAINT "shipping_places_zone_shipping_zones_id_fk" FOREIGN KEY ("zone") REFERENCES "public"."shipping_zones"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_services" ADD CONSTRAINT "shipping_services_zone_shipping_zones_id_fk" FOREIGN KEY ("zone") REFERENCES "public"."shipping_zones"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD CONSTRAINT "shipping_rates_service" FOREIGN KEY ("option_id","zone") REFERENCES "public"."shipping_services"("option_id","zone") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_thresholds" ADD CONSTRAINT "shipping_thresholds_service" FOREIGN KEY ("option_id","zone") REFERENCES "public"."shipping_services"("option_id","zone") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipping_rates" ADD CONSTRAINT "shipping_rates_bounds" CHECK (up_to_grams >= 1 and price_minor >= 0);--> statement-breakpoint
ALTER TABLE "shipping_services" ADD CONSTRAINT "shipping_services_days" CHECK (min_days between 0 and max_days);--> statement-breakpoint
ALTER TABLE "tax_zone_rates" ADD CONSTRAINT "tax_zone_rates_rate" CHECK (rate_basis_points between 0 and 10000);--> statement-breakpoint
ALTER TABLE "tax_zone_rates" ADD CONSTRAINT "tax_zone_rates_period" CHECK (valid_from < valid_until);--> statement-breakpoint
-- One class has one rate at a time. Not in drizzle's tables, which have no exclusion constraints.
ALTER TABLE "tax_zone_rates" ADD CONSTRAINT "tax_zone_rates_overlap" EXCLUDE USING gist ("zone_id" WITH =, "tax_class" WITH =, tstzrange("valid_from", "valid_until") WITH &&);
