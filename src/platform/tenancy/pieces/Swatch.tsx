/** A client's colour, or its logo when there is one. Decoration: the name stands beside it. */
export function Swatch({
  colour,
  logoFileId,
  size = 20,
}: {
  colour: string
  logoFileId?: string | null
  size?: number
}) {
  const shape = { width: size, height: size, borderRadius: 4, flex: 'none' } as const
  if (logoFileId)
    return (
      <img
        src={`/files/${logoFileId}/vignette`}
        alt=""
        loading="lazy"
        style={{ ...shape, objectFit: 'contain' }}
      />
    )
  return <span aria-hidden style={{ ...shape, display: 'inline-block', background: colour }} />
}
