CREATE TABLE "categories" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scope" text NOT NULL,
	"key" text NOT NULL,
	"input_hash" text NOT NULL,
	"answer" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_scope_key_pk" PRIMARY KEY("scope","key")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"event_name" text NOT NULL,
	"version" integer NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interactions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "interactions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"user_id" uuid,
	"type" text NOT NULL,
	"product_id" uuid,
	"variant_id" uuid,
	"query" text,
	"rating" smallint,
	"is_vouched" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "model_pieces" (
	"version" bigint NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "model_pieces_version_position_pk" PRIMARY KEY("version","position")
);
--> statement-breakpoint
CREATE TABLE "models" (
	"version" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "models_version_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"trained_at" timestamp with time zone NOT NULL,
	"duration_ms" integer NOT NULL,
	"interaction_id" bigint NOT NULL,
	"catalogue_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"brand_id" uuid,
	"category_ids" uuid[] NOT NULL,
	"attributes" jsonb NOT NULL,
	"is_active" boolean NOT NULL,
	"version" integer NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "model_pieces" ADD CONSTRAINT "model_pieces_version_models_version_fk" FOREIGN KEY ("version") REFERENCES "public"."models"("version") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_at" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "inbox_received_at" ON "inbox" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "interactions_of_user" ON "interactions" USING btree ("user_id","id") WHERE user_id is not null and product_id is not null;--> statement-breakpoint
CREATE INDEX "interactions_of_guests" ON "interactions" USING btree ("id") WHERE user_id is null and product_id is not null;--> statement-breakpoint
CREATE INDEX "products_changed" ON "products" USING btree ("changed_at");