/** As the `ref` of the current one of a row or list of links that is longer than its screen. */
export const showWhole = (link: HTMLAnchorElement | null) =>
  link?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
