CREATE TABLE "holidays" (
	"country" text NOT NULL,
	"day" date NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "holidays_country_day_pk" PRIMARY KEY("country","day")
);
--> statement-breakpoint
CREATE TABLE "shipping_thresholds" (
	"option_id" text NOT NULL,
	"zone" text NOT NULL,
	"currency" text NOT NULL,
	"free_from_minor" bigint NOT NULL,
	CONSTRAINT "shipping_thresholds_zone_currency_option_id_pk" PRIMARY KEY("zone","currency","option_id")
);
--> statement-breakpoint
CREATE TABLE "tax_zone_rates" (
	"zone_id" text NOT NULL,
	"tax_class" text NOT NULL,
	"rate_basis_points" smallint NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	CONSTRAINT "tax_zone_rates_zone_id_tax_class_valid_from_pk" PRIMARY KEY("zone_id","tax_class","valid_from"),
	CONSTRAINT "tax_zone_rates_class" CHECK (tax_class in ('STANDARD', 'REDUCED', 'ZERO'))
);
--> statement-breakpoint
CREATE TABLE "tax_zones" (
	"id" text PRIMARY KEY NOT NULL,
	"country" text NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"region_name" text DEFAULT '' NOT NULL,
	"postal_prefix" text DEFAULT '' NOT NULL,
	"prices_include_tax" boolean NOT NULL,
	"is_shipping_taxed" boolean NOT NULL,
	CONSTRAINT "tax_zones_place" UNIQUE("country","region","postal_prefix")
);
--> statement-breakpoint
ALTER TABLE "shipping_zones" DROP CONSTRAINT "shipping_zones_pkey";--> statement-breakpoint
ALTER TABLE "catalogue_variants" ADD COLUMN "tax_class" text DEFAULT 'STANDARD' NOT NULL;--> statement-breakpoint
ALTER TABLE "shipping_zones" ADD COLUMN "region" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shipping_zones" ADD COLUMN "region_name" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "shipping_zones" ADD CONSTRAINT "shipping_zones_country_region_pk" PRIMARY KEY("country","region");--> statement-breakpoint
ALTER TABLE "tax_zone_rates" ADD CONSTRAINT "tax_zone_rates_zone_id_tax_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."tax_zones"("id") ON DELETE no action ON UPDATE no action;