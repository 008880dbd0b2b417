CREATE TYPE "public"."stock_import_mode" AS ENUM('ALL_OR_NOTHING', 'VALID_ROWS');--> statement-breakpoint
CREATE TYPE "public"."stock_import_status" AS ENUM('QUEUED', 'RUNNING', 'DONE', 'REFUSED');--> statement-breakpoint
CREATE TABLE "stock_import_errors" (
	"import_id" uuid NOT NULL,
	"line" integer NOT NULL,
	"sku" text NOT NULL,
	"code" text NOT NULL,
	CONSTRAINT "stock_import_errors_import_id_line_pk" PRIMARY KEY("import_id","line")
);
--> statement-breakpoint
CREATE TABLE "stock_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"created_by" uuid NOT NULL,
	"seller_id" uuid,
	"mode" "stock_import_mode" NOT NULL,
	"status" "stock_import_status" NOT NULL,
	"csv" text,
	"row_count" integer NOT NULL,
	"done_rows" integer NOT NULL,
	"applied_rows" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "stock_import_errors" ADD CONSTRAINT "stock_import_errors_import_id_stock_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."stock_imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "stock_imports_created_by" ON "stock_imports" USING btree ("created_by","id");