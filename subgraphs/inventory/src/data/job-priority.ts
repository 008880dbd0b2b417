/** Lower is sooner; facts have 0. An import brings forth thousands of them at once, for which no other work should wait. */
export const BEFORE_FACTS = -1;
