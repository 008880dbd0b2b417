-- Reference data: where we ship, how, at what price, and the tax at the destination.
-- Zones: `domestic` has a warehouse, `regional` is near one, every country that is not listed is `world`.
INSERT INTO "shipping_zones" ("country", "zone") VALUES
	('US', 'domestic'), ('NL', 'domestic'), ('JP', 'domestic'),
	('CA', 'regional'), ('MX', 'regional'),
	('AT', 'regional'), ('BE', 'regional'), ('CH', 'regional'), ('CZ', 'regional'), ('DE', 'regional'), ('DK', 'regional'),
	('ES', 'regional'), ('FI', 'regional'), ('FR', 'regional'), ('GB', 'regional'), ('IE', 'regional'), ('IT', 'regional'),
	('LU', 'regional'), ('NO', 'regional'), ('PL', 'regional'), ('PT', 'regional'), ('SE', 'regional'),
	('KR', 'regional'), ('TW', 'regional');
--> statement-breakpoint
-- Economy is flat and does not go round the world; standard and express go by weight and destination.
INSERT INTO "shipping_services" ("option_id", "zone", "name", "min_days", "max_days") VALUES
	('economy', 'domestic', 'Economy', 4, 7), ('economy', 'regional', 'Economy', 5, 9),
	('standard', 'domestic', 'Standard', 2, 4), ('standard', 'regional', 'Standard', 3, 5), ('standard', 'world', 'Standard', 6, 12),
	('express', 'domestic', 'Express', 1, 1), ('express', 'regional', 'Express', 1, 2), ('express', 'world', 'Express', 2, 4);
--> statement-breakpoint
INSERT INTO "shipping_rates" ("option_id", "zone", "currency", "up_to_grams", "price_minor")
SELECT "tariff"."option_id", "tariff"."zone", "price"."currency", "tariff"."up_to_grams", "price"."minor"
FROM (VALUES
	-- option, zone, up to grams, USD cents, EUR cents, JPY, KWD fils
	('economy', 'domestic', 20000, 390, 350, 550, 1200),
	('economy', 'regional', 20000, 690, 650, 1000, 2100),
	('standard', 'domestic', 1000, 490, 450, 700, 1500),
	('standard', 'domestic', 5000, 790, 690, 1100, 2400),
	('standard', 'domestic', 20000, 1490, 1290, 2100, 4600),
	('standard', 'domestic', 1000000, 4990, 4490, 7200, 15300),
	('standard', 'regional', 1000, 890, 790, 1300, 2700),
	('standard', 'regional', 5000, 1390, 1290, 2000, 4300),
	('standard', 'regional', 20000, 2490, 2290, 3600, 7600),
	('standard', 'regional', 1000000, 9990, 8990, 14500, 30700),
	('standard', 'world', 1000, 1490, 1390, 2200, 4600),
	('standard', 'world', 5000, 2990, 2790, 4300, 9200),
	('standard', 'world', 20000, 6990, 6490, 10100, 21500),
	('standard', 'world', 1000000, 24990, 22990, 36200, 76800),
	('express', 'domestic', 1000, 1290, 1190, 1900, 4000),
	('express', 'domestic', 5000, 1890, 1690, 2700, 5800),
	('express', 'domestic', 30000, 3990, 3690, 5800, 12300),
	('express', 'regional', 1000, 1990, 1790, 2900, 6100),
	('express', 'regional', 5000, 2990, 2690, 4300, 9200),
	('express', 'regional', 30000, 6990, 6490, 10100, 21500),
	('express', 'world', 1000, 3490, 3190, 5100, 10700),
	('express', 'world', 5000, 5990, 5490, 8700, 18400),
	('express', 'world', 30000, 14990, 13790, 21700, 46100)
) AS "tariff" ("option_id", "zone", "up_to_grams", "usd", "eur", "jpy", "kwd")
CROSS JOIN LATERAL (VALUES ('USD', "tariff"."usd"), ('EUR', "tariff"."eur"), ('JPY', "tariff"."jpy"), ('KWD', "tariff"."kwd"))
	AS "price" ("currency", "minor");
--> statement-breakpoint
-- Hundredths of a percent. A country that is not listed has the default rate of src/domain/tax.ts, and so has a US state that is not.
INSERT INTO "tax_rates" ("country", "region", "region_name", "rate_basis_points") VALUES
	('DE', '', '', 1900), ('FR', '', '', 2000), ('GB', '', '', 2000), ('NL', '', '', 2100), ('JP', '', '', 1000), ('KW', '', '', 0),
	('CA', '', '', 500), ('CA', 'AB', 'Alberta', 500), ('CA', 'BC', 'British Columbia', 1200), ('CA', 'MB', 'Manitoba', 1200),
	('CA', 'NB', 'New Brunswick', 1500), ('CA', 'NS', 'Nova Scotia', 1400), ('CA', 'ON', 'Ontario', 1300), ('CA', 'QC', 'Quebec', 1498),
	('CA', 'SK', 'Saskatchewan', 1100),
	('US', 'AK', 'Alaska', 0), ('US', 'AZ', 'Arizona', 560), ('US', 'CA', 'California', 725), ('US', 'CO', 'Colorado', 290),
	('US', 'DE', 'Delaware', 0), ('US', 'FL', 'Florida', 600), ('US', 'GA', 'Georgia', 400), ('US', 'IL', 'Illinois', 625),
	('US', 'MA', 'Massachusetts', 625), ('US', 'MI', 'Michigan', 600), ('US', 'MN', 'Minnesota', 688), ('US', 'MT', 'Montana', 0),
	('US', 'NC', 'North Carolina', 475), ('US', 'NH', 'New Hampshire', 0), ('US', 'NJ', 'New Jersey', 663), ('US', 'NY', 'New York', 400),
	('US', 'OH', 'Ohio', 575), ('US', 'OR', 'Oregon', 0), ('US', 'PA', 'Pennsylvania', 600), ('US', 'TX', 'Texas', 625),
	('US', 'VA', 'Virginia', 530), ('US', 'WA', 'Washington', 650);
