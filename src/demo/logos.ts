import sharp from 'sharp'

/** The logos of the demo's two clients, drawn here so that nothing is borrowed. */
const drawings: Record<string, string> = {
  'Maison Brume': `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="160" viewBox="0 0 480 160"><g fill="none" stroke="#E0A458" stroke-width="7" stroke-linecap="round"><path d="M20 58c22-22 44-22 66 0s44 22 66 0"/><path d="M20 86c22-22 44-22 66 0s44 22 66 0"/><path d="M42 114c15-15 30-15 44 0s30 15 44 0"/></g><g fill="#FFFFFF" font-family="Georgia, 'DejaVu Serif', serif"><text x="184" y="74" font-size="30" letter-spacing="7">MAISON</text><text x="182" y="124" font-size="50" letter-spacing="6">Brume</text></g></svg>`,
  'Marais Bleu Tourisme': `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="160" viewBox="0 0 480 160"><circle cx="86" cy="80" r="58" fill="#FFFFFF"/><path d="M34 92c20-12 34-12 52 0s32 12 52 0v12c-10 24-30 34-52 34s-42-10-52-34z" fill="#0E6B6B"/><circle cx="86" cy="58" r="17" fill="#E4572E"/><g fill="#FFFFFF" font-family="'DejaVu Sans', Arial, sans-serif" font-weight="bold"><text x="172" y="78" font-size="42">Marais Bleu</text><text x="174" y="118" font-size="25" font-weight="normal" letter-spacing="5">TOURISME</text></g></svg>`,
}

/** @returns the logo as a PNG, or undefined for a client that has none. */
export async function logoFor(client: string): Promise<Buffer | undefined> {
  const svg = drawings[client]
  return svg === undefined ? undefined : sharp(Buffer.from(svg), { density: 144 }).png().toBuffer()
}
