-- Both are trusted: the owner of the database may create them. https://www.postgresql.org/docs/current/contrib.html
create extension if not exists pg_trgm;--> statement-breakpoint
create extension if not exists unaccent;
