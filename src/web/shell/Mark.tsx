/**
 * A music stand that reads as a P: the leaning desk is the bowl, the pole the stem, the foot its serif; two lines of score.
 * `plain` is the version in one colour. The same drawing is in public/favicon.svg.
 */
export function Mark({ size = 24, plain = false }: { size?: number; plain?: boolean }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden style={{ flex: 'none' }}>
      <path
        d="M8.4 5.4 20.2 3.3a7.2 7.2 0 0 1 2.5 14.2l-10.6 1.9v4.4c0 2.4 1.6 3.5 4.8 3.8v1.9H4.4v-1.9c2.8-.3 4-1.5 4-3.8z"
        fill={plain ? 'currentColor' : 'var(--green)'}
      />
      <path
        d="m12.9 9.4 7-1.25M12.9 14l7-1.25"
        stroke={plain ? 'var(--paper)' : 'var(--mark-line)'}
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </svg>
  )
}
