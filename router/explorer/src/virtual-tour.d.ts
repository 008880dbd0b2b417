declare module 'virtual:tour' {
  /** One tab of the explorer; all are text as it stands in the editor. */
  interface TourTab {
    readonly query: string;
    readonly variables?: string;
    readonly headers?: string;
  }
  const tour: TourTab[];
  export default tour;
}
