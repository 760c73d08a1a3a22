import type { ReactNode } from 'react'
import './drawings.css'

/** Drawn by hand in one ink and a touch of brass; they teach what the page is for. */
const drawings = {
  desk: (
    <>
      <path d="M38 30h44a4 4 0 0 1 4 4l4 30H30l4-30a4 4 0 0 1 4-4z" />
      <path d="M26 64h68M60 64v30M60 94l-16 10M60 94l16 10" />
      <path className="brass" d="M44 41h32M43 49h34M42 57h22" />
    </>
  ),
  list: (
    <>
      <rect x="28" y="24" width="64" height="76" rx="5" />
      <path d="M38 44l4 4 7-8M38 64l4 4 7-8M58 45h24M58 65h24" />
      <path className="brass" d="M38 86h10M58 86h16" />
    </>
  ),
  chart: (
    <>
      <path d="M26 26v72h70" />
      <path d="M40 98V76M56 98V62M72 98V68M88 98V46" />
      <path className="brass" d="M38 62l18-16 16 8 20-24" />
      <circle className="brass" cx="92" cy="30" r="3" />
    </>
  ),
  letter: (
    <>
      <rect x="24" y="38" width="72" height="50" rx="5" />
      <path d="M26 42l34 26 34-26" />
      <path className="brass" d="M48 26h24M54 18h12" />
    </>
  ),
  people: (
    <>
      <circle cx="46" cy="48" r="12" />
      <path d="M24 96c0-16 9-26 22-26s22 10 22 26" />
      <circle className="brass" cx="80" cy="54" r="9" />
      <path className="brass" d="M76 74c12-2 20 7 20 20" />
    </>
  ),
  key: (
    <>
      <circle cx="44" cy="60" r="16" />
      <circle className="brass" cx="40" cy="60" r="4" />
      <path d="M60 60h38M84 60v12M94 60v8" />
    </>
  ),
  search: (
    <>
      <circle cx="54" cy="54" r="24" />
      <path d="M72 72l22 22" />
      <path className="brass" d="M42 54c0-8 5-13 12-13" />
    </>
  ),
  lamp: (
    <>
      <path d="M44 26h32l12 30H32z" />
      <path d="M60 56v38M44 98h32" />
      <path className="brass" d="M40 66l-8 16M60 66v8M80 66l8 16" />
    </>
  ),
  clock: (
    <>
      <circle cx="60" cy="60" r="34" />
      <path d="M60 40v20l14 8" />
      <path className="brass" d="M60 18v8M60 94v8M18 60h8M94 60h8" />
    </>
  ),
  broken: (
    <>
      <path d="M38 30h44a4 4 0 0 1 4 4l4 30H64l-6-8-6 14-6-6H30l4-30a4 4 0 0 1 4-4z" />
      <path d="M60 76v18M60 94l-16 10M60 94l16 10" />
      <path className="brass" d="M46 42h28" />
    </>
  ),
} satisfies Record<string, ReactNode>

export type DrawingName = keyof typeof drawings

export function Drawing({ name, size = 112 }: { name: DrawingName; size?: number }) {
  return (
    <svg className="drawing" viewBox="0 0 120 120" width={size} height={size} aria-hidden>
      <ellipse cx="60" cy="108" rx="40" ry="3.5" className="ground" />
      {drawings[name]}
    </svg>
  )
}
