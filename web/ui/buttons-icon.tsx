/** Two buttons below one another: quick replies. Drawn on the grid of the other icons. */
export function ButtonsIcon({ size }: { size: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.500"
      aria-hidden="true"
    >
      <rect x="3" y="4.400" width="14" height="4.600" rx="2.300" />
      <rect x="3" y="11.400" width="8.600" height="4.600" rx="2.300" />
    </svg>
  );
}
