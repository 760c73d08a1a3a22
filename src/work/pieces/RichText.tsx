import { Link } from '@tanstack/react-router'
import { Fragment, type MouseEvent, memo, type ReactNode, useMemo } from 'react'
import { useT } from '#web/i18n.tsx'
import { useAt, useMember } from '#web/session.tsx'
import { talkMessages } from '../messages/talk.ts'
import { type Block, blocksOf, type Inline, type Item } from '../rich/model/text.ts'
import styles from './Rich.module.css'
import { useRich } from './RichContext.ts'

type Props = {
  text: string
  /** Given when the reader may tick the lines of its lists. */
  onTick?: ((line: number, done: boolean) => void) | undefined
}

/** A text as it was meant: drawn element by element, so that nothing in it can run. */
export const RichText = memo(function RichText({ text, onTick }: Props) {
  const { names } = useRich()
  const blocks = useMemo(() => blocksOf(text, names), [text, names])
  return <div className={styles.text}>{drawBlocks(blocks, onTick)}</div>
})

const drawBlocks = (blocks: readonly Block[], onTick: Props['onTick']): ReactNode =>
  blocks.map((block, i) => <Drawn key={i} block={block} onTick={onTick} />)

function Drawn({ block, onTick }: { block: Block; onTick: Props['onTick'] }) {
  switch (block.kind) {
    case 'paragraph':
      return <p>{drawInline(block.inside)}</p>
    case 'heading':
      // The page has its own headings: inside a task, these come below them.
      return block.level === 1 ? (
        <h4 data-level={1}>{drawInline(block.inside)}</h4>
      ) : (
        <h5 data-level={block.level}>{drawInline(block.inside)}</h5>
      )
    case 'quote':
      return <blockquote>{drawBlocks(block.inside, onTick)}</blockquote>
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by the keyboard.
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      )
    case 'rule':
      return <hr />
    case 'list': {
      const items = block.items.map((item, i) => <Line key={i} item={item} onTick={onTick} />)
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>
    }
  }
}

function Line({ item, onTick }: { item: Item; onTick: Props['onTick'] }) {
  const t = useT(talkMessages)
  if (item.done === null) return <li>{tight(item.inside, onTick)}</li>
  return (
    <li className={styles.tick} data-done={item.done || undefined}>
      <input
        type="checkbox"
        checked={item.done}
        disabled={!onTick}
        aria-label={t('rich.tick')}
        onChange={(event) => onTick?.(item.line, event.currentTarget.checked)}
      />
      <div>{tight(item.inside, onTick)}</div>
    </li>
  )
}

/** A line of a list is not a paragraph, unless it holds several. */
const tight = (blocks: readonly Block[], onTick: Props['onTick']) => {
  const [first, ...rest] = blocks
  if (first?.kind !== 'paragraph') return drawBlocks(blocks, onTick)
  return (
    <>
      {drawInline(first.inside)}
      {drawBlocks(rest, onTick)}
    </>
  )
}

const drawInline = (nodes: readonly Inline[]): ReactNode =>
  nodes.map((node, i) => <Fragment key={i}>{drawNode(node)}</Fragment>)

function drawNode(node: Inline): ReactNode {
  switch (node.kind) {
    case 'text':
      return node.text
    case 'break':
      return <br />
    case 'code':
      return <code>{node.text}</code>
    case 'strong':
      return <strong>{drawInline(node.inside)}</strong>
    case 'em':
      return <em>{drawInline(node.inside)}</em>
    case 'struck':
      return <s>{drawInline(node.inside)}</s>
    case 'link':
      return (
        <a href={node.href} target="_blank" rel="noreferrer noopener">
          {drawInline(node.inside)}
        </a>
      )
    case 'mention':
      return <Mention name={node.name} />
    case 'reference':
      return <Named name={node.name} />
  }
}

function Mention({ name }: { name: string }) {
  const me = useMember()
  return (
    <span className={styles.mention} data-me={me?.name === name || undefined}>
      @{name}
    </span>
  )
}

/** « #12 » with the title of the task on it; what is not known stays as it was typed. */
function Named({ name }: { name: string }) {
  const t = useT(talkMessages)
  const at = useAt()
  const { references, projectId, open } = useRich()
  const task = references.get(name)
  if (!task) return `#${name}`
  const here = task.projectId === projectId
  const go = (event: MouseEvent) => {
    if (!here || !open || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    open(task.number)
  }
  return (
    <Link
      to={at(`projets/${task.projectSlug}/taches?tache=${task.number}`)}
      className={styles.reference!}
      data-done={task.done || undefined}
      title={task.done ? `${task.title} (${t('rich.done')})` : task.title}
      aria-label={`${t('rich.reference', { name })}, ${task.title}`}
      onClick={go}
    >
      #{name}
    </Link>
  )
}
