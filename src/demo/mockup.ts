import sharp from 'sharp'

const words = (x: number, y: number, width: number, lines: number) =>
  Array.from(
    { length: lines },
    (_, i) =>
      `<rect x="${x}" y="${y + i * 22}" width="${i === lines - 1 ? width * 0.6 : width}" height="10" rx="5" fill="#8A94A6" opacity=".55"/>`,
  ).join('')
const bottle = (x: number, y: number, tint: string) =>
  `<g transform="translate(${x} ${y})"><rect width="250" height="280" rx="14" fill="${tint}"/><rect x="108" y="56" width="34" height="34" rx="5" fill="#2D4B73"/><rect x="82" y="90" width="86" height="130" rx="16" fill="#FFFFFF" opacity=".9"/><path d="M82 160c22-14 42-14 64 0s22 8 22 8v36a16 16 0 0 1-16 16h-54a16 16 0 0 1-16-16z" fill="#2D4B73" opacity=".35"/></g>`

/** The home page proposed to the demo's client, drawn here; the second round is bigger and says where to buy. */
export function homePage(round: 1 | 2): Promise<Buffer> {
  const second = round === 2
  const serif = 'font-family="Georgia, \'DejaVu Serif\', serif"'
  const sans = 'font-family="\'DejaVu Sans\', Arial, sans-serif"'
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900" viewBox="0 0 1200 900">
<rect width="1200" height="900" fill="#FBF8F3"/><rect width="1200" height="84" fill="#FFFFFF"/>
<text x="60" y="53" ${serif} font-size="30" fill="#2D4B73">Maison Brume</text>
<g ${sans} font-size="17" fill="#4A5568"><text x="640" y="50">Parfums</text><text x="760" y="50">La maison</text><text x="890" y="50">Dépositaires</text><text x="1050" y="50">Panier</text></g>
<rect y="84" width="1200" height="386" fill="#2D4B73"/><circle cx="960" cy="${second ? 270 : 290}" r="${second ? 150 : 110}" fill="#E0A458" opacity=".9"/>
<g fill="none" stroke="#FFFFFF" stroke-width="5" opacity=".35"><path d="M700 360c60-40 120-40 180 0s120 40 180 0 100-30 140-10"/><path d="M720 400c60-40 120-40 180 0s120 40 180 0 80-24 120-6"/></g>
<text x="60" y="${second ? 236 : 250}" ${serif} font-size="${second ? 64 : 46}" fill="#FFFFFF">La brume se lève</text>
<text x="60" y="${second ? 312 : 306}" ${serif} font-size="${second ? 64 : 46}" fill="#FFFFFF">à l’aube.</text>
${second ? `<rect x="60" y="360" width="270" height="60" rx="30" fill="#E0A458"/><text x="96" y="398" ${sans} font-size="20" fill="#1D2B40">Découvrir Rosée</text>` : `<text x="60" y="370" ${sans} font-size="15" fill="#C9D3E3">En savoir plus</text>`}
${bottle(60, 530, '#EFE4D2')}${bottle(340, 530, '#DCE6EF')}${bottle(620, 530, '#EADFE6')}${second ? bottle(900, 530, '#E3EADC') : words(910, 560, 220, 7)}
${words(60, 836, 220, 2)}${words(340, 836, 220, 2)}${words(620, 836, 220, 2)}${second ? words(900, 836, 220, 2) : ''}</svg>`),
  )
    .png()
    .toBuffer()
}
