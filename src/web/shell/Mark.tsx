/** A music stand that reads as a P: the leaning desk is the bowl, its lip the bar, the pole the stem. One colour if need be. */
export function Mark({ size = 24, plain = false }: { size?: number; plain?: boolean }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden style={{ flex: 'none' }}>
      <path
        d="M9 3.5h9.6a7.4 7.4 0 0 1 0 14.8H12.6V29h-3.6z"
        fill={plain ? 'currentColor' : 'var(--green)'}
      />
    </svg>
  )
}
