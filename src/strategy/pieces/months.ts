export type Month = { first: string; days: number }

/** The whole months from the one of a day to that of another: `YYYY-MM-DD`, both included. */
export function monthsOver(from: string, to: string): Month[] {
  const months: Month[] = []
  const start = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1
  const end = Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1
  for (let n = start; n <= end; n++) {
    const [year, month] = [Math.floor(n / 12), (n % 12) + 1]
    months.push({
      first: `${year}-${String(month).padStart(2, '0')}-01`,
      days: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    })
  }
  return months
}
