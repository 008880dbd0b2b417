ALTER TABLE "stock_items" DROP CONSTRAINT "stock_items_reserved_is_on_hand";--> statement-breakpoint
ALTER TABLE "stock_items" ALTER COLUMN "on_hand" SET DEFAULT 0;--> statement-breakpoint
ALTER TABLE "stock_items" ADD COLUMN "backorder_limit" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_items" ADD COLUMN "backorder_lead_days" integer;--> statement-breakpoint
ALTER TABLE "stock_items" ADD COLUMN "sellable" integer GENERATED ALWAYS AS (case when backorder_limit > 0
      then greatest(on_hand - reserved + backorder_limit, 0) else greatest(on_hand - reserved - safety_stock, 0) end) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "sku" text;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "low_stock_threshold" integer;--> statement-breakpoint
ALTER TABLE "variants" ADD COLUMN "is_low" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "stock_items_one_backorder" ON "stock_items" USING btree ("variant_id") WHERE backorder_limit > 0;--> statement-breakpoint
CREATE INDEX "variants_sku" ON "variants" USING btree ("sku");--> statement-breakpoint
ALTER TABLE "stock_items" ADD CONSTRAINT "stock_items_owe_within_limit" CHECK ("stock_items"."on_hand" - "stock_items"."reserved" >= - "stock_items"."backorder_limit");--> statement-breakpoint
ALTER TABLE "stock_items" ADD CONSTRAINT "stock_items_backorder_has_lead_days" CHECK (("stock_items"."backorder_limit" > 0) = ("stock_items"."backorder_lead_days" is not null));--> statement-breakpoint
ALTER TABLE "stock_items" ADD CONSTRAINT "stock_items_backorder_limit_not_negative" CHECK ("stock_items"."backorder_limit" >= 0);--> statement-breakpoint
CREATE OR REPLACE FUNCTION apply_stock_movements() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	wanted integer;
	applied integer;
BEGIN
	WITH change AS (
		SELECT variant_id, warehouse_id, sum(on_hand_delta)::integer AS on_hand, sum(reserved_delta)::integer AS reserved,
			bool_or(kind = 'RESERVED') AS is_sale
		FROM added GROUP BY variant_id, warehouse_id
	), changed AS (
		UPDATE stock_items AS item
		SET on_hand = item.on_hand + change.on_hand, reserved = item.reserved + change.reserved, updated_at = now()
		FROM change
		WHERE item.variant_id = change.variant_id AND item.warehouse_id = change.warehouse_id
			AND item.on_hand + change.on_hand - item.reserved - change.reserved
				>= CASE WHEN change.is_sale AND item.backorder_limit = 0 THEN item.safety_stock ELSE - item.backorder_limit END
		RETURNING 1
	)
	SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM changed) INTO wanted, applied;
	IF applied < wanted THEN
		RAISE EXCEPTION 'only % of % stock items allow their movements', applied, wanted USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;
