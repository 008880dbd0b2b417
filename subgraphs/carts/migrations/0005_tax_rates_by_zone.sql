-- Reference data. A country's prices are gross where its shoppers must be shown what they pay: the EU (Directive 98/6/EC), the United
-- Kingdom, Switzerland, Norway and Japan; carriage is taxed there as goods are. Elsewhere tax is added, and carriage is not taxed.
INSERT INTO "tax_zones" ("id", "country", "region", "region_name", "prices_include_tax", "is_shipping_taxed")
SELECT "country" || CASE "region" WHEN '' THEN '' ELSE '-' || "region" END, "country", "region", "region_name", "is_gross", "is_gross"
FROM "tax_rates" CROSS JOIN LATERAL (SELECT "country" IN ('DE', 'FR', 'GB', 'NL', 'JP')) AS "regime" ("is_gross");
--> statement-breakpoint
INSERT INTO "tax_zone_rates" ("zone_id", "tax_class", "rate_basis_points", "valid_from")
SELECT "country" || CASE "region" WHEN '' THEN '' ELSE '-' || "region" END, 'STANDARD', "rate_basis_points", '2020-01-01T00:00:00Z'
FROM "tax_rates";
--> statement-breakpoint
INSERT INTO "tax_zones" ("id", "country", "prices_include_tax", "is_shipping_taxed")
SELECT "country", "country", true, true
FROM unnest(ARRAY['AT', 'BE', 'CH', 'CZ', 'DK', 'ES', 'FI', 'IE', 'IT', 'LU', 'NO', 'PL', 'PT', 'SE']) AS "country";
--> statement-breakpoint
INSERT INTO "tax_zone_rates" ("zone_id", "tax_class", "rate_basis_points", "valid_from", "valid_until")
SELECT "zone", "class", "rate", "from"::date AT TIME ZONE 'UTC', "until"::date AT TIME ZONE 'UTC'
FROM (VALUES
	('AT', 'STANDARD', 2000, '2020-01-01', NULL), ('AT', 'REDUCED', 1000, '2020-01-01', NULL),
	('BE', 'STANDARD', 2100, '2020-01-01', NULL), ('BE', 'REDUCED', 600, '2020-01-01', NULL),
	('CH', 'STANDARD', 770, '2020-01-01', '2024-01-01'), ('CH', 'STANDARD', 810, '2024-01-01', NULL),
	('CH', 'REDUCED', 250, '2020-01-01', '2024-01-01'), ('CH', 'REDUCED', 260, '2024-01-01', NULL),
	('CZ', 'STANDARD', 2100, '2020-01-01', NULL), ('CZ', 'REDUCED', 1200, '2024-01-01', NULL),
	('DE', 'REDUCED', 700, '2020-01-01', NULL), ('DK', 'STANDARD', 2500, '2020-01-01', NULL),
	('ES', 'STANDARD', 2100, '2020-01-01', NULL), ('ES', 'REDUCED', 1000, '2020-01-01', NULL),
	('FI', 'STANDARD', 2400, '2020-01-01', '2024-09-01'), ('FI', 'STANDARD', 2550, '2024-09-01', NULL),
	('FR', 'REDUCED', 550, '2020-01-01', NULL), ('GB', 'REDUCED', 500, '2020-01-01', NULL),
	('IE', 'STANDARD', 2300, '2020-01-01', NULL), ('IE', 'REDUCED', 1350, '2020-01-01', NULL),
	('IT', 'STANDARD', 2200, '2020-01-01', NULL), ('IT', 'REDUCED', 1000, '2020-01-01', NULL),
	('JP', 'REDUCED', 800, '2020-01-01', NULL),
	('LU', 'STANDARD', 1700, '2020-01-01', NULL), ('LU', 'REDUCED', 800, '2020-01-01', NULL),
	('NL', 'REDUCED', 900, '2020-01-01', NULL), ('NO', 'STANDARD', 2500, '2020-01-01', NULL), ('NO', 'REDUCED', 1500, '2020-01-01', NULL),
	('PL', 'STANDARD', 2300, '2020-01-01', NULL), ('PL', 'REDUCED', 800, '2020-01-01', NULL),
	('PT', 'STANDARD', 2300, '2020-01-01', NULL), ('PT', 'REDUCED', 1300, '2020-01-01', NULL),
	('SE', 'STANDARD', 2500, '2020-01-01', NULL), ('SE', 'REDUCED', 1200, '2020-01-01', NULL)
) AS "rates" ("zone", "class", "rate", "from", "until");
--> statement-breakpoint
-- Outside of the Union's VAT area though inside of a member state: Directive 2006/112/EC, article 6.
INSERT INTO "tax_zones" ("id", "country", "postal_prefix", "prices_include_tax", "is_shipping_taxed")
SELECT "country" || ':' || "prefix", "country", "prefix", true, true
FROM (VALUES ('DE', '27498'), ('DE', '78266'), ('ES', '35'), ('ES', '38'), ('ES', '51'), ('ES', '52'), ('IT', '23041'))
	AS "places" ("country", "prefix");
--> statement-breakpoint
INSERT INTO "tax_zone_rates" ("zone_id", "tax_class", "rate_basis_points", "valid_from")
SELECT "id", 'STANDARD', 0, '2020-01-01T00:00:00Z' FROM "tax_zones" WHERE "postal_prefix" <> '';
--> statement-breakpoint
DROP TABLE "tax_rates" CASCADE;
--> statement-breakpoint
-- Far from the warehouse of their country.
INSERT INTO "shipping_zones" ("country", "region", "region_name", "zone") VALUES
	('US', 'AK', 'Alaska', 'regional'), ('US', 'HI', 'Hawaii', 'regional'), ('US', 'PR', 'Puerto Rico', 'regional');
--> statement-breakpoint
INSERT INTO "shipping_thresholds" ("option_id", "zone", "currency", "free_from_minor") VALUES
	('economy', 'domestic', 'USD', 7500), ('economy', 'domestic', 'EUR', 7000), ('economy', 'domestic', 'JPY', 11000), ('economy', 'domestic', 'KWD', 23000),
	('economy', 'regional', 'USD', 15000), ('economy', 'regional', 'EUR', 14000), ('economy', 'regional', 'JPY', 22000), ('economy', 'regional', 'KWD', 46000);
--> statement-breakpoint
-- National holidays on fixed days, and those that follow Easter Sunday.
INSERT INTO "holidays" ("country", "day", "name")
SELECT "country", make_date("year", "month", "day_of_month"), "name"
FROM generate_series(2026, 2030) AS "year" CROSS JOIN (VALUES
	('AT', 1, 1, 'Neujahr'), ('AT', 1, 6, 'Heilige Drei Könige'), ('AT', 5, 1, 'Staatsfeiertag'), ('AT', 10, 26, 'Nationalfeiertag'),
	('AT', 12, 25, 'Christtag'), ('AT', 12, 26, 'Stefanitag'),
	('BE', 1, 1, 'Nieuwjaar'), ('BE', 5, 1, 'Dag van de Arbeid'), ('BE', 7, 21, 'Nationale feestdag'), ('BE', 12, 25, 'Kerstmis'),
	('DE', 1, 1, 'Neujahr'), ('DE', 5, 1, 'Tag der Arbeit'), ('DE', 10, 3, 'Tag der Deutschen Einheit'),
	('DE', 12, 25, 'Erster Weihnachtstag'), ('DE', 12, 26, 'Zweiter Weihnachtstag'),
	('ES', 1, 1, 'Año Nuevo'), ('ES', 1, 6, 'Epifanía'), ('ES', 5, 1, 'Fiesta del Trabajo'), ('ES', 10, 12, 'Fiesta Nacional'), ('ES', 12, 25, 'Navidad'),
	('FR', 1, 1, 'Jour de l’an'), ('FR', 5, 1, 'Fête du Travail'), ('FR', 5, 8, 'Victoire 1945'), ('FR', 7, 14, 'Fête nationale'),
	('FR', 8, 15, 'Assomption'), ('FR', 11, 1, 'Toussaint'), ('FR', 11, 11, 'Armistice 1918'), ('FR', 12, 25, 'Noël'),
	('GB', 1, 1, 'New Year’s Day'), ('GB', 12, 25, 'Christmas Day'), ('GB', 12, 26, 'Boxing Day'),
	('IT', 1, 1, 'Capodanno'), ('IT', 4, 25, 'Festa della Liberazione'), ('IT', 5, 1, 'Festa del Lavoro'), ('IT', 6, 2, 'Festa della Repubblica'),
	('IT', 8, 15, 'Ferragosto'), ('IT', 12, 25, 'Natale'), ('IT', 12, 26, 'Santo Stefano'),
	('JP', 1, 1, '元日'), ('JP', 2, 11, '建国記念の日'), ('JP', 2, 23, '天皇誕生日'), ('JP', 4, 29, '昭和の日'), ('JP', 5, 3, '憲法記念日'),
	('JP', 5, 4, 'みどりの日'), ('JP', 5, 5, 'こどもの日'), ('JP', 8, 11, '山の日'), ('JP', 11, 3, '文化の日'), ('JP', 11, 23, '勤労感謝の日'),
	('KW', 1, 1, 'New Year’s Day'), ('KW', 2, 25, 'National Day'), ('KW', 2, 26, 'Liberation Day'),
	('NL', 1, 1, 'Nieuwjaarsdag'), ('NL', 4, 27, 'Koningsdag'), ('NL', 12, 25, 'Eerste kerstdag'), ('NL', 12, 26, 'Tweede kerstdag'),
	('US', 1, 1, 'New Year’s Day'), ('US', 6, 19, 'Juneteenth'), ('US', 7, 4, 'Independence Day'), ('US', 11, 11, 'Veterans Day'), ('US', 12, 25, 'Christmas Day')
) AS "fixed" ("country", "month", "day_of_month", "name");
--> statement-breakpoint
INSERT INTO "holidays" ("country", "day", "name")
SELECT "country", "easter"::date + "offset", "name"
FROM unnest(ARRAY['2026-04-05', '2027-03-28', '2028-04-16', '2029-04-01', '2030-04-21']) AS "easter" CROSS JOIN (VALUES
	('AT', 1, 'Ostermontag'), ('AT', 39, 'Christi Himmelfahrt'), ('AT', 50, 'Pfingstmontag'),
	('BE', 1, 'Paasmaandag'), ('BE', 39, 'Hemelvaart'), ('BE', 50, 'Pinkstermaandag'),
	('DE', -2, 'Karfreitag'), ('DE', 1, 'Ostermontag'), ('DE', 39, 'Christi Himmelfahrt'), ('DE', 50, 'Pfingstmontag'),
	('ES', -2, 'Viernes Santo'), ('FR', 1, 'Lundi de Pâques'), ('FR', 39, 'Ascension'), ('FR', 50, 'Lundi de Pentecôte'),
	('GB', -2, 'Good Friday'), ('GB', 1, 'Easter Monday'), ('IT', 1, 'Lunedì dell’Angelo'),
	('NL', 1, 'Tweede paasdag'), ('NL', 39, 'Hemelvaartsdag'), ('NL', 50, 'Tweede pinksterdag')
) AS "movable" ("country", "offset", "name")
ON CONFLICT DO NOTHING;
