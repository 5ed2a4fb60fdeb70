const shapes = {
  flask: (
    <>
      <path d="M7.5 3h5M8.5 3v5L4.2 15.2A1.2 1.2 0 0 0 5.2 17h9.6a1.2 1.2 0 0 0 1-1.8L11.5 8V3" />
      <path d="M6.3 12.5h7.4" />
    </>
  ),
  image: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="2" />
      <circle cx="7.3" cy="8.3" r="1.2" />
      <path d="m4 14 4-3.6 3 2.4 2.4-2.2 2.8 2.6" />
    </>
  ),
  clip: (
    <path d="m15.5 9-5.6 5.6a3.4 3.4 0 0 1-4.8-4.8l5.8-5.7a2.3 2.3 0 0 1 3.2 3.2l-5.8 5.7a1.1 1.1 0 0 1-1.6-1.6L12 6.2" />
  ),
  send: <path d="M17 3 9 11M17 3l-5 14-3-6-6-3z" />,
  plus: <path d="M10 4v12M4 10h12" />,
  undo: <path d="M7 4 3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />,
  pause: <path d="M7.200 4.800v10.400M12.800 4.800v10.400" />,
  play: <path d="M6.500 4.500v11l9-5.500z" />,
  forward: <path d="m4 5 6 5-6 5zM11 5l6 5-6 5z" />,
  thumb: (
    <path d="M6 9v7H3.5V9zM6 9l3.2-6c1.3 0 2.1 1 1.9 2.2L10.7 8h4.1c1 0 1.8 1 1.5 2l-1.2 4.6c-.2.8-.9 1.4-1.8 1.4H6" />
  ),
  more: (
    <>
      <circle cx="5" cy="10" r=".6" />
      <circle cx="10" cy="10" r=".6" />
      <circle cx="15" cy="10" r=".6" />
    </>
  ),
  smile: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M7 12c1.600 2 4.400 2 6 0M7.500 8h.01M12.500 8h.01" />
    </>
  ),
  file: (
    <>
      <path d="M5 3h6l4 4v10H5z" />
      <path d="M11 3v4h4" />
    </>
  ),
  pin: (
    <>
      <path d="M10 17s5-4.600 5-8.500a5 5 0 0 0-10 0C5 12.400 10 17 10 17z" />
      <circle cx="10" cy="8.500" r="1.700" />
    </>
  ),
} as const;

export type IconName = keyof typeof shapes;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}
