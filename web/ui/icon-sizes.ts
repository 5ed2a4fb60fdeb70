/** Sizes at which icons are drawn, in pixels, all with the stroke of 1.5 of the 20 grid. */
export const iconSizes = { chip: 13, small: 15, control: 16, regular: 18, touch: 20 } as const;
export const iconStroke = 1.5;
