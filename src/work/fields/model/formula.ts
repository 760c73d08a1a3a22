/**
 * Formulas of custom fields: a small language, read into a tree and walked; nothing is ever handed to the host language.
 *
 *   or      and ("OU" and)*            unary   "-"? primary
 *   and     not ("ET" not)*            primary number | "text" | [reference] | name(args) | (expression)
 *   not     "NON"? comparison
 *   comparison  sum (= <> < <= > >= sum)?     sum  product ((+ - &) product)*     product  unary ((* /) unary)*
 *
 * Arguments are separated by « ; », or by a comma followed by a space. Numbers take a point or a comma. French and English
 * names of functions are the same functions.
 */
export type Node =
  | { is: 'number'; value: number }
  | { is: 'text'; value: string }
  | { is: 'ref'; name: string }
  | { is: 'call'; name: FunctionName; args: Node[] }
  | { is: 'op'; op: Operator; left: Node; right: Node }
  | { is: 'minus' | 'not'; of: Node }

export type Operator = '+' | '-' | '*' | '/' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=' | 'and' | 'or'

/** What is wrong, where (offset in the text), and what was met: the reader's language puts it in words. */
export type FormulaFault = {
  fault: 'unexpected' | 'end' | 'function' | 'arguments' | 'reference' | 'cycle' | 'zero' | 'type' | 'long'
  at?: number
  what?: string
}
export class FormulaError extends Error {
  readonly why: FormulaFault
  constructor(why: FormulaFault) {
    super(why.fault)
    this.why = why
  }
}

const functions = {
  if: ['si', 'if', 2, 3],
  min: ['min', 'min', 1, 50],
  max: ['max', 'max', 1, 50],
  sum: ['somme', 'sum', 1, 50],
  mean: ['moyenne', 'average', 1, 50],
  round: ['arrondi', 'round', 1, 2],
  abs: ['abs', 'abs', 1, 1],
  days: ['jours', 'days', 2, 2],
  today: ['aujourdhui', 'today', 0, 0],
  empty: ['vide', 'empty', 1, 1],
  length: ['longueur', 'length', 1, 1],
  upper: ['majuscule', 'upper', 1, 1],
} as const satisfies Record<string, readonly [string, string, number, number]>
export type FunctionName = keyof typeof functions

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\p{M}’'_]/gu, '')
    .toLowerCase()
const functionNamed = (said: string) =>
  (Object.keys(functions) as FunctionName[]).find((f) =>
    (functions[f].slice(0, 2) as unknown[]).includes(plain(said)),
  )

type Token = { kind: 'number' | 'text' | 'ref' | 'name' | 'sign' | 'end'; text: string; at: number }
const lexer =
  /\s*(?:(\d+(?:[.,]\d+)?)|"((?:[^"\\]|\\.)*)"|«\s*([^»]*?)\s*»|\[([^\]]*)\]|(\p{L}[\p{L}\d_’']*)|(<>|<=|>=|≠|≤|≥|[-+*/&=<>();,×÷−]))/uy
const signs: Record<string, string> = {
  '×': '*',
  '÷': '/',
  '−': '-',
  '≠': '<>',
  '≤': '<=',
  '≥': '>=',
  ',': ';',
}

function tokens(text: string): Token[] {
  const found: Token[] = []
  lexer.lastIndex = 0
  for (let at = 0; at < text.length; at = lexer.lastIndex) {
    if (/^\s*$/.test(text.slice(at))) break
    lexer.lastIndex = at
    const m = lexer.exec(text)
    if (!m) throw new FormulaError({ fault: 'unexpected', at, what: text.slice(at).trim().slice(0, 12) })
    const [whole, number, quoted, french, ref, name, sign] = m
    const start = at + whole.length - whole.trimStart().length
    if (number !== undefined) found.push({ kind: 'number', text: number.replace(',', '.'), at: start })
    else if (quoted !== undefined)
      found.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1'), at: start })
    else if (french !== undefined) found.push({ kind: 'text', text: french, at: start })
    else if (ref !== undefined) found.push({ kind: 'ref', text: ref.trim(), at: start })
    else if (name !== undefined) found.push({ kind: 'name', text: name, at: start })
    else found.push({ kind: 'sign', text: signs[sign as string] ?? (sign as string), at: start })
  }
  return [...found, { kind: 'end', text: '', at: text.length }]
}

const comparisons = new Set(['=', '<>', '<', '<=', '>', '>='])
const deepest = 60

/** @throws FormulaError that says where reading stopped. */
export function parse(text: string): Node {
  if (text.length > 2_000) throw new FormulaError({ fault: 'long' })
  const list = tokens(text)
  let i = 0
  let depth = 0
  const here = () => list[i] as Token
  const isSign = (...s: string[]) => here().kind === 'sign' && s.includes(here().text)
  const isWord = (...w: string[]) =>
    here().kind === 'name' && w.includes(plain(here().text)) && list[i + 1]?.text !== '('
  const stop = (): never => {
    const t = here()
    throw new FormulaError(
      t.kind === 'end' ? { fault: 'end', at: t.at } : { fault: 'unexpected', at: t.at, what: t.text },
    )
  }
  const expect = (s: string) => (isSign(s) ? void i++ : stop())
  const take = () => list[i++] as Token

  const chain = (inner: () => Node, is: () => Operator | undefined): Node => {
    let left = inner()
    for (let op = is(); op; op = is()) {
      i++
      left = { is: 'op', op, left, right: inner() }
    }
    return left
  }
  const or = (): Node => {
    if (++depth > deepest) throw new FormulaError({ fault: 'long' })
    const node = chain(and, () => (isWord('ou', 'or') ? 'or' : undefined))
    depth--
    return node
  }
  const and = (): Node => chain(not, () => (isWord('et', 'and') ? 'and' : undefined))
  const not = (): Node => {
    if (!isWord('non', 'not')) return comparison()
    i++
    return { is: 'not', of: comparison() }
  }
  const comparison = (): Node => {
    const left = sum()
    if (here().kind !== 'sign' || !comparisons.has(here().text)) return left
    const op = take().text as Operator
    return { is: 'op', op, left, right: sum() }
  }
  const sum = (): Node =>
    chain(product, () => (isSign('+', '-', '&') ? (here().text as Operator) : undefined))
  const product = (): Node => chain(unary, () => (isSign('*', '/') ? (here().text as Operator) : undefined))
  const unary = (): Node => {
    if (!isSign('-')) return primary()
    i++
    return { is: 'minus', of: primary() }
  }
  const primary = (): Node => {
    const t = take()
    if (t.kind === 'number') return { is: 'number', value: Number(t.text) }
    if (t.kind === 'text') return { is: 'text', value: t.text }
    if (t.kind === 'ref') return { is: 'ref', name: t.text }
    if (t.kind === 'sign' && t.text === '(') {
      const inner = or()
      expect(')')
      return inner
    }
    if (t.kind === 'name' && isSign('(')) return call(t)
    i--
    return stop()
  }
  const call = (t: Token): Node => {
    const name = functionNamed(t.text)
    if (!name) throw new FormulaError({ fault: 'function', at: t.at, what: t.text })
    expect('(')
    const args: Node[] = []
    if (!isSign(')')) {
      args.push(or())
      while (isSign(';')) {
        i++
        args.push(or())
      }
    }
    expect(')')
    const [, , least, most] = functions[name]
    if (args.length < least || args.length > most)
      throw new FormulaError({ fault: 'arguments', at: t.at, what: t.text })
    return { is: 'call', name, args }
  }
  const tree = or()
  if (here().kind !== 'end') stop()
  return tree
}

/** Everything between brackets, once each. */
export function references(node: Node, found = new Set<string>()): Set<string> {
  if (node.is === 'ref') found.add(node.name)
  else if (node.is === 'call') for (const a of node.args) references(a, found)
  else if (node.is === 'op') references(node.right, references(node.left, found))
  else if (node.is === 'minus' || node.is === 'not') references(node.of, found)
  return found
}

/** The text with what stands between brackets put otherwise: names to ids on the way in, ids to names on the way out. */
export const renamed = (text: string, rename: (reference: string) => string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|«[^»]*»|\[([^\]]*)\]/g, (whole, ref?: string) =>
    ref === undefined ? whole : `[${rename(ref.trim())}]`,
  )
