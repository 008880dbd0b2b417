CREATE TABLE "country_regions" (
	"country" text PRIMARY KEY NOT NULL,
	"region" text NOT NULL
);--> statement-breakpoint
INSERT INTO "country_regions" ("country", "region") VALUES
	('AD', 'EUROPE'), ('AL', 'EUROPE'), ('AT', 'EUROPE'), ('BA', 'EUROPE'), ('BE', 'EUROPE'), ('BG', 'EUROPE'), ('CH', 'EUROPE'), ('CY', 'EUROPE'), ('CZ', 'EUROPE'), ('DE', 'EUROPE'), ('DK', 'EUROPE'), ('EE', 'EUROPE'), ('ES', 'EUROPE'), ('FI', 'EUROPE'), ('FO', 'EUROPE'), ('FR', 'EUROPE'), ('GB', 'EUROPE'), ('GG', 'EUROPE'), ('GI', 'EUROPE'), ('GR', 'EUROPE'), ('HR', 'EUROPE'), ('HU', 'EUROPE'), ('IE', 'EUROPE'), ('IM', 'EUROPE'), ('IS', 'EUROPE'), ('IT', 'EUROPE'), ('JE', 'EUROPE'), ('LI', 'EUROPE'), ('LT', 'EUROPE'), ('LU', 'EUROPE'), ('LV', 'EUROPE'), ('MC', 'EUROPE'), ('MD', 'EUROPE'), ('ME', 'EUROPE'), ('MK', 'EUROPE'), ('MT', 'EUROPE'), ('NL', 'EUROPE'), ('NO', 'EUROPE'), ('PL', 'EUROPE'), ('PT', 'EUROPE'), ('RO', 'EUROPE'), ('RS', 'EUROPE'), ('SE', 'EUROPE'), ('SI', 'EUROPE'), ('SK', 'EUROPE'), ('SM', 'EUROPE'), ('UA', 'EUROPE'), ('VA', 'EUROPE'), ('XK', 'EUROPE'),
	('AE', 'GULF'), ('BH', 'GULF'), ('KW', 'GULF'), ('OM', 'GULF'), ('QA', 'GULF'), ('SA', 'GULF'),
	('CA', 'NORTH_AMERICA'), ('MX', 'NORTH_AMERICA'), ('US', 'NORTH_AMERICA'),
	('AR', 'SOUTH_AMERICA'), ('BO', 'SOUTH_AMERICA'), ('BR', 'SOUTH_AMERICA'), ('CL', 'SOUTH_AMERICA'), ('CO', 'SOUTH_AMERICA'), ('EC', 'SOUTH_AMERICA'), ('GY', 'SOUTH_AMERICA'), ('PE', 'SOUTH_AMERICA'), ('PY', 'SOUTH_AMERICA'), ('SR', 'SOUTH_AMERICA'), ('UY', 'SOUTH_AMERICA'), ('VE', 'SOUTH_AMERICA'),
	('CN', 'EAST_ASIA'), ('HK', 'EAST_ASIA'), ('JP', 'EAST_ASIA'), ('KR', 'EAST_ASIA'), ('MO', 'EAST_ASIA'), ('TW', 'EAST_ASIA'),
	('BN', 'SOUTH_EAST_ASIA'), ('ID', 'SOUTH_EAST_ASIA'), ('KH', 'SOUTH_EAST_ASIA'), ('LA', 'SOUTH_EAST_ASIA'), ('MM', 'SOUTH_EAST_ASIA'), ('MY', 'SOUTH_EAST_ASIA'), ('PH', 'SOUTH_EAST_ASIA'), ('SG', 'SOUTH_EAST_ASIA'), ('TH', 'SOUTH_EAST_ASIA'), ('TL', 'SOUTH_EAST_ASIA'), ('VN', 'SOUTH_EAST_ASIA'),
	('BD', 'SOUTH_ASIA'), ('BT', 'SOUTH_ASIA'), ('IN', 'SOUTH_ASIA'), ('LK', 'SOUTH_ASIA'), ('MV', 'SOUTH_ASIA'), ('NP', 'SOUTH_ASIA'), ('PK', 'SOUTH_ASIA'),
	('AU', 'OCEANIA'), ('FJ', 'OCEANIA'), ('NZ', 'OCEANIA'), ('PG', 'OCEANIA');
