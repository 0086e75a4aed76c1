import type { VolumePoint } from '@/lib/statistics/types'
import { CONTENT_WIDTH, PAGE, type Sheet } from './pdf-sheet'
import type { Wording } from './wording'

const HEIGHT = 120
const HEADROOM = 1.18

type Chart = { points: VolumePoint[]; subscribedBytes: number; words: Wording }

/** The volume day by day under the line of what is subscribed; to a screen reader, its first and last day in a sentence. */
export function drawVolume(sheet: Sheet, { points, subscribedBytes, words: { t, f } }: Chart): void {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return
  sheet.room(HEIGHT + 30)
  const top = sheet.y
  const most = Math.max(subscribedBytes, ...points.map(({ bytes }) => bytes), 1) * HEADROOM
  const x = (index: number): number => PAGE.margin + ((index + 0.5) / points.length) * CONTENT_WIDTH
  const y = (bytes: number): number => top + (1 - bytes / most) * HEIGHT
  const facts = { from: f.calendarDay(first.day), first: f.bytes(first.bytes), to: f.calendarDay(last.day), last: f.bytes(last.bytes) }
  const draw = () => {
    const { doc, palette } = sheet
    const line = () => {
      doc.moveTo(x(0), y(first.bytes))
      for (const [index, { bytes }] of points.entries()) doc.lineTo(x(index), y(bytes))
      return doc
    }
    line()
      .lineTo(x(points.length - 1), top + HEIGHT)
      .lineTo(x(0), top + HEIGHT)
      .closePath()
      .fillOpacity(0.15)
      .fill(palette.accent)
      .fillOpacity(1)
    line().lineWidth(1.6).lineJoin('round').stroke(palette.accent)
    doc
      .moveTo(PAGE.margin, top + HEIGHT)
      .lineTo(PAGE.margin + CONTENT_WIDTH, top + HEIGHT)
      .lineWidth(0.7)
      .stroke(palette.line)
    if (points.length === 1) doc.circle(x(0), y(first.bytes), 2.5).fill(palette.accent)
    if (subscribedBytes > 0) {
      const red = palette.tones.danger.ink
      doc
        .moveTo(PAGE.margin, y(subscribedBytes))
        .lineTo(PAGE.margin + CONTENT_WIDTH, y(subscribedBytes))
        .dash(3, { space: 3 })
        .lineWidth(0.8)
      doc.stroke(red).undash()
      const label = t('contractVolume.subscribed', { volume: f.bytes(subscribedBytes) })
      sheet.text(label, PAGE.margin, y(subscribedBytes) - 13, CONTENT_WIDTH, { size: 8, color: red })
    }
    const day = (index: number, at: number, align: 'left' | 'right') =>
      sheet.text(f.calendarDay(points[index]?.day ?? ''), at, top + HEIGHT + 5, 100, { size: 8, color: palette.muted, align })
    day(0, PAGE.margin, 'left')
    if (points.length > 1) day(points.length - 1, PAGE.margin + CONTENT_WIDTH - 100, 'right')
  }
  sheet.tagged('Figure', draw, { alt: t('report.chart', facts) })
  sheet.y = top + HEIGHT + 24
}
