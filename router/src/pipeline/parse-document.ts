import { setImmediate } from 'node:timers/promises';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  SingleFieldSubscriptionsRule,
  specifiedRules,
  validate,
} from 'graphql';
import { LruCache } from '../cache/lru-cache.js';
import type { RouterConfig } from '../config/router-config.js';
import { RequestError } from '../errors/request-error.js';
import { withoutCountingLines } from '../errors/without-counting-lines.js';
import { deferDirectives } from '../planning/deferred-fragments.js';
import { fragmentsOf } from '../planning/fragments-of.js';
import type { ParsedDocument } from '../planning/parsed-document.js';
import { conditionVariables } from '../planning/selection-conditions.js';
import type { RequestTrace } from '../telemetry/tracing/request-trace.js';
import { deferRules } from './defer-rules.js';
import type { DocumentText } from './find-document-text.js';
import { finiteFloatsRule } from './finite-floats-rule.js';
import { limitDocument, limitFieldPairs } from './limit-document.js';

const MAX_CACHED_CHARACTERS = 5_000_000;
const MAX_ERRORS = 20;
const LONG_MS = 20;
// What `limits.fieldPairs` lets through graphql-js bounds by itself, and then says nothing but this.
const OVERLAP_ABORTED = 'Validation aborted.';

/**
 * graphql-js's rule of the single field throws where a condition stands; `singleSubscription` has the rule, conditions decided.
 * The one that compares fields costs more than all others together: only a document that passed those is worth it.
 */
const RULES = [
  ...specifiedRules.filter(
    (rule) => rule !== SingleFieldSubscriptionsRule && rule !== OverlappingFieldsCanBeMergedRule,
  ),
  ...deferRules,
  finiteFloatsRule,
];

/** Parses, limits and validates documents; remembers those that passed, by the hash of their text. */
export class DocumentParser {
  readonly #documents = new LruCache<ParsedDocument>(MAX_CACHED_CHARACTERS);
  readonly #schema: GraphQLSchema;
  readonly #config: RouterConfig;

  constructor(schema: GraphQLSchema, config: RouterConfig) {
    this.#schema = schema;
    this.#config = config;
  }

  /**
   * @returns at once when it is known or took little time; else when the event loop has had its turn, for planning comes next
   * @throws RequestError    parseFailed, limitExceeded or validationFailed
   */
  parse(text: DocumentText, trace?: RequestTrace): ParsedDocument | Promise<ParsedDocument> {
    const known = this.#documents.get(text.hash);
    if (known) return known;
    const startedAt = performance.now();
    const parsed = this.#parseAnew(text, trace);
    return performance.now() - startedAt < LONG_MS ? parsed : setImmediate(parsed);
  }

  #parseAnew({ text, hash }: DocumentText, trace: RequestTrace | undefined): ParsedDocument {
    trace?.enter('graphql.parse');
    const document = this.#parseText(text);
    trace?.enter('graphql.validate');
    limitDocument(document, this.#config.limits);
    this.#validate(document);
    trace?.leave();
    const fragments = fragmentsOf(document);
    const parsed = {
      hash,
      length: text.length,
      document,
      fragments,
      conditionVariables: conditionVariables(document),
      defers: deferDirectives(document, fragments),
    };
    this.#documents.set(hash, parsed, text.length);
    return parsed;
  }

  #parseText(text: string): DocumentNode {
    try {
      return parse(text, { maxTokens: this.#config.limits.tokens });
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const isTooLong = error.message.includes('Parsing aborted');
      throw RequestError.from(isTooLong ? 'limitExceeded' : 'parseFailed', [error]);
    }
  }

  #validate(document: DocumentNode): void {
    const rules = this.#config.introspection ? RULES : [...RULES, NoSchemaIntrospectionCustomRule];
    const options = { maxErrors: MAX_ERRORS };
    const errors = withoutCountingLines(document.loc, () => {
      const found = validate(this.#schema, document, rules, options);
      if (found.length > 0) return found;
      limitFieldPairs(document, this.#config.limits);
      return validate(this.#schema, document, [OverlappingFieldsCanBeMergedRule], options);
    });
    if (errors.length === 0) return;
    if (errors.some(({ message }) => message === OVERLAP_ABORTED)) {
      throw new RequestError('limitExceeded', 'The operation has too many fields of the same name to compare');
    }
    const refusal = RequestError.from('validationFailed', errors);
    throw this.#config.introspection ? refusal : withoutSuggestions(refusal);
  }
}

const SUGGESTION = ' Did you mean ';

/** "Did you mean …?" tells the schema to those who may not introspect it. */
function withoutSuggestions({ details }: RequestError): RequestError {
  return new RequestError(
    'validationFailed',
    details.map((detail) => ({ ...detail, message: detail.message.split(SUGGESTION, 1).join('') })),
  );
}
