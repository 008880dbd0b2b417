ALTER TABLE "order_lines" ADD COLUMN "included_tax_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_lines" ADD COLUMN "tax_rate_basis_points" integer;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "included_tax_minor" bigint DEFAULT 0 NOT NULL;