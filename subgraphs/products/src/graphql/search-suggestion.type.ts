import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { SUGGESTION_KINDS, type SuggestionKind } from '../domain/suggestion.js';

registerEnumType(SUGGESTION_KINDS, { name: 'SearchSuggestionKind' });

@ObjectType('SearchSuggestion')
export class SearchSuggestionType {
  @Field(() => SUGGESTION_KINDS)
  kind!: SuggestionKind;

  @Field(() => String)
  text!: string;

  @Field(() => ID, { description: 'Of the product, category or brand.' })
  id!: string;

  @Field(() => String, { description: 'Of the product, category or brand, for addresses.' })
  slug!: string;
}
