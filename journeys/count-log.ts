import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { isbot } from 'isbot'

/**
 * The rules of docs/guide.md once more, in awk, on a log whose times are +0000: what a page view is; a visitor is a day
 * of Paris (summer time), half an address and an agent; a visit ends with 30 minutes of silence; it belongs to the site
 * of its first page's referrer; a conversion belongs to the visitor's last outside referrer before it.
 */
const views = String.raw`
BEGIN { FS = "\""; while ((getline ua < bots) > 0) isbot[ua] = 1 }
{ split($2, r, " "); split($3, s, " "); split($1, head, " "); agent = $6
  if (r[1] != "GET" || !(s[1] == 304 || (s[1] >= 200 && s[1] <= 299))) next
  target = r[2]; sub(/#.*/, "", target); file = target; sub(/[?].*/, "", file)
  query = index(target, "?") ? tolower(substr(target, index(target, "?") + 1)) : ""
  low = tolower(file)
  if (low ~ /^[/](robots[.]txt|favicon[^/]*|apple-touch-icon[^/]*|ads[.]txt|humans[.]txt)$/) next
  if (low ~ /[.](rss|atom|rdf|xml)$/ || low ~ /[/](feed|rss|rss2|atom)[/]?$/) next
  if (query ~ /(^|&)(flav|feed|format|type)=(rss|atom)/) next
  if (low ~ /[.](css|js|mjs|map|json|png|jpg|jpeg|gif|svg|webp|avif|ico|bmp|tif|tiff|woff|woff2|ttf|otf|eot|mp3|mp4|m4a|m4v|ogg|ogv|webm|wav|mov|avi|flv|swf|zip|gz|tgz|bz2|xz|rar|7z|tar|rpm|deb|dmg|exe|iso|jar|pdf|doc|docx|xls|xlsx|ppt|pptx|odt|ods|epub|txt|csv|wasm)$/) next
  if (agent == "-" || agent == "" || isbot[agent]) { robots++; next }
  split(head[4], t, /[\[/:]/); split(head[1], a, ".")
  at = t[2] * 86400 + t[5] * 3600 + t[6] * 60 + t[7] + 7200
  from = $4; sub(/^https?:[/][/]/, "", from); sub(/[/?].*/, "", from)
  kind = from ~ /(^|[.])semicomplete[.]com$/ || from == "-" || from == "" ? "-" : from ~ /(^|[.])(google|bing|yahoo|duckduckgo|yandex|baidu|ask|aol|qwant|ecosia)[.]/ ? "search" : "other"
  print int(at / 86400) "|" a[1] "." a[2] "|" agent "\t" at "\t" NR "\t" file "\t" kind }
END { print robots + 0 > "/dev/stderr" }`

const visits = String.raw`
BEGIN { FS = "\t" }
{ pages++
  if ($1 != who) touch = ""
  if ($1 != who || $2 - last > 1800) { n++; origin = $5; if ($5 == "search") searched++; reached = 0 }
  if ($5 != "-") touch = $5
  if ($4 == goal && !reached) { reached = 1; won++; if (touch == "search") wonBySearch++ }
  who = $1; last = $2 }
END { print pages + 0, n + 0, searched + 0, won + 0, wonBySearch + 0 }`

/** Counts a gzipped log with zcat, awk and sort; `goal` is the path whose visits convert. */
export function countLog(file: string, goal: string, folder: string) {
  const sh = (command: string, vars: Record<string, string> = {}) =>
    execFileSync('sh', ['-c', command], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', ...vars } })
  const agents = sh(`zcat '${file}' | awk -F'"' '{ print $6 }' | sort -u`).split('\n')
  const bots = path.join(folder, 'bots')
  fs.writeFileSync(bots, agents.filter((agent) => isbot(agent)).join('\n'))
  const lines = Number(sh(`zcat '${file}' | wc -l`))
  const [pages, n, bySearch, conversions, conversionsBySearch] = sh(
    `zcat '${file}' | awk -v bots='${bots}' "$VIEWS" 2>'${bots}.count' | sort -t "$(printf '\\t')" -k1,1 -k2,2n -k3,3n | awk -v goal='${goal}' "$VISITS"`,
    { VIEWS: views, VISITS: visits },
  )
    .split(' ')
    .map(Number) as [number, number, number, number, number]
  const robots = Number(fs.readFileSync(`${bots}.count`, 'utf8'))
  return { lines, views: pages, robots, visits: n, bySearch, conversions, conversionsBySearch }
}

/** What a Trello export holds, read with nothing of Pupitre's: archived lists and cards are left out, as by default. */
export function countBoard(file: string) {
  const board = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, { [key: string]: unknown }[]>
  const open = board.lists!.filter((l) => !l.closed)
  const listIds = new Set(open.map((l) => l.id))
  const cards = board.cards!.filter((c) => !c.closed && listIds.has(c.idList))
  return {
    lists: open.length,
    cards: cards.length,
    allLists: board.lists!.length,
    allCards: board.cards!.length,
  }
}
