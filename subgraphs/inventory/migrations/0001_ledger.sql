-- Movements are the only way to change a number: docs/decisions/0027-the-ledger-makes-the-numbers.md
CREATE FUNCTION apply_stock_movements() RETURNS trigger LANGUAGE plpgsql AS $$
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
				>= CASE WHEN change.is_sale THEN item.safety_stock ELSE 0 END
		RETURNING 1
	)
	SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM changed) INTO wanted, applied;
	IF applied < wanted THEN
		RAISE EXCEPTION 'only % of % stock items allow their movements', applied, wanted USING ERRCODE = 'check_violation';
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% of % is refused: numbers change by new stock movements alone', TG_OP, TG_TABLE_NAME
		USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER stock_movements_are_applied AFTER INSERT ON stock_movements
	REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION apply_stock_movements();--> statement-breakpoint
CREATE TRIGGER stock_movements_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movements
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER stock_items_begin_empty BEFORE INSERT ON stock_items
	FOR EACH ROW WHEN (NEW.on_hand <> 0 OR NEW.reserved <> 0) EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER stock_items_change_by_movements BEFORE UPDATE ON stock_items
	FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND (OLD.on_hand <> NEW.on_hand OR OLD.reserved <> NEW.reserved))
	EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER stock_items_stay BEFORE DELETE ON stock_items
	FOR EACH ROW EXECUTE FUNCTION refuse_change();
