-- How text becomes words, in one place for products and queries alike.

-- Lower case words without accents or punctuation, one blank between them. A point stays inside a number: 2.5.
create function search_clean(input text) returns text language sql stable parallel safe
return trim(regexp_replace(
  regexp_replace(
    regexp_replace(lower(unaccent(coalesce(input, ''))), '[''’´`]', '', 'g'),
    '(?<![0-9])\.|\.(?![0-9])', ' ', 'g'),
  '[^[:alnum:].]+', ' ', 'g'));
--> statement-breakpoint

-- The words that are written with hyphens, without them: wi-fi → wifi.
create function search_compounds(input text) returns text language sql stable parallel safe
return (
  select string_agg(search_clean(replace(match[1], '-', '')), ' ')
  from regexp_matches(coalesce(input, ''), '([[:alnum:]]+(?:-[[:alnum:]]+)+)', 'g') as match);
--> statement-breakpoint

-- An SKU, MPN or GTIN as people may type it: no punctuation, no leading zeros of a long number (GTIN-12, -13 and -14 differ in
-- those only, https://www.gs1.org/standards/id-keys/gtin).
create function search_identifier(input text) returns text language sql stable parallel safe
return (
  select case when bare ~ '^[0-9]{8,}$' then ltrim(bare, '0') else bare end
  from (select regexp_replace(lower(unaccent(coalesce(input, ''))), '[^[:alnum:]]+', '', 'g') as bare) as stripped);
--> statement-breakpoint

-- What English stemming makes of one word; a stop word stays as it is.
create function search_stem(word text) returns text language sql stable parallel safe
return coalesce((tsvector_to_array(to_tsvector('english', word)))[1], word);
--> statement-breakpoint

create function search_attribute_key(label text) returns text language sql stable parallel safe
return replace(search_clean(label), ' ', '_');
--> statement-breakpoint

-- What a product can be filtered by: its attributes, and the options of the variants that are sold.
create view search_product_attributes as
  select products.id as product_id, attribute.key, attribute.label, attribute.value
  from products, jsonb_to_recordset(products.attributes) as attribute (key text, label text, value text)
  union all
  select distinct variants.product_id, search_attribute_key(option.name), option.name, option.value
  from variants, jsonb_to_recordset(variants.options) as option (name text, value text)
  where variants.is_active and variants.options <> '[]';
--> statement-breakpoint

-- SKUs, and what the specifications call by the names of the trade's identifiers.
create view search_product_identifiers as
  select variants.product_id, variants.sku as identifier from variants where variants.is_active
  union all
  select products.id, identifier
  from products,
    jsonb_each(products.specifications) as specification,
    jsonb_array_elements_text(
      case jsonb_typeof(specification.value)
        when 'array' then specification.value
        else jsonb_build_array(specification.value)
      end) as identifier
  where lower(specification.key) in ('mpn', 'ean', 'upc', 'gtin', 'isbn');
--> statement-breakpoint

-- The text of every product that can be bought, by how much a match in it says.
create view search_texts as
select
  products.id as product_id,
  concat_ws(' ', cleaned.name, search_compounds(products.name), identifiers.words) as name,
  cardinality(string_to_array(cleaned.name, ' ')) as name_length,
  search_clean(concat_ws(' ', brands.name, parents.names, attributes.words)) as context,
  search_clean(products.description) as description,
  search_clean(concat_ws(' ', products.long_description, specifications.words)) as details,
  identifiers.alone || identifiers.after_brand as identifiers
from products
left join brands on brands.id = products.brand_id
left join categories on categories.id = products.category_id
cross join lateral (select search_clean(products.name) as name offset 0) as cleaned
cross join lateral (
  select string_agg(parent.name, ' ') as names from categories as parent where parent.id = any(categories.path)) as parents
cross join lateral (
  select string_agg(case when lower(value) in ('yes', 'true') then label else value end, ' ') as words
  from search_product_attributes where product_id = products.id) as attributes
cross join lateral (
  select string_agg(concat_ws(' ', key, value), ' ') as words from jsonb_each_text(products.specifications)) as specifications
cross join lateral (
  select
    string_agg(concat_ws(' ', search_clean(identifier), bare), ' ') as words,
    coalesce(array_agg(bare), '{}') as alone,
    coalesce(array_agg(search_identifier(brands.name) || bare) filter (where brands.name is not null), '{}') as after_brand
  from (
    select identifier, search_identifier(identifier) as bare
    from search_product_identifiers where product_id = products.id offset 0) as one) as identifiers
where products.is_active
  and exists (select from variants where variants.product_id = products.id and variants.is_active);
--> statement-breakpoint

-- Words that look like a misspelt one, the most similar first. The usual threshold of 0.3 would miss short words with two letters
-- exchanged: radio and raido have a similarity of 0.2.
create function search_words_like(misspelt text, at_most integer)
returns table (word text, document_frequency integer)
language sql stable set pg_trgm.similarity_threshold = 0.15 as $$
  select search_words.word, search_words.document_frequency
  from search_words
  where search_words.word % misspelt and search_words.word !~ '[0-9]'
  order by similarity(search_words.word, misspelt) desc, search_words.document_frequency desc, search_words.word
  limit at_most
$$;
--> statement-breakpoint

-- Numbers and model names are never proposed as a repair.
create index search_words_trigrams on search_words using gin (word gin_trgm_ops) where word !~ '[0-9]';
--> statement-breakpoint
create index products_name_trigrams on products using gin (lower(name) gin_trgm_ops);
--> statement-breakpoint

-- A ranking reads many documents' words: keep them in the row and uncompressed as far as a page allows.
alter table search_documents set (toast_tuple_target = 4080);
--> statement-breakpoint
alter table search_documents alter column words set storage external;
