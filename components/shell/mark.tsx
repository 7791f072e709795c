/** The mark: a wall with three merlons. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <path d="M2.75 17.25V3h3.5v3h2V3h3.5v3h2V3h3.5v14.25z" strokeLinejoin="round" />
      <path d="M2.75 9.5h14.5M7 9.5v3.75M13 9.5v3.75M2.75 13.25h14.5M10 13.25v4" />
    </svg>
  );
}
