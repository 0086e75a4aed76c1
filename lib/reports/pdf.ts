import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'
import { palettes } from '@/lib/mails/palette'
import { drawVolume } from './pdf-chart'
import { drawFooters, drawMasthead, type Logo } from './pdf-frame'
import { CONTENT_WIDTH, PAGE, Sheet } from './pdf-sheet'
import { type Column, drawTable } from './pdf-table'
import type { ContractReport } from './types'
import { figuresOf, forecastText, incidentCells, machineCells, monthAndDays, monthTitle, noticesOf, type Wording } from './wording'

const [FIGURE_HEIGHT, FIGURES_A_ROW] = [62, 3]

/**
 * The report as a PDF, in the client's language and the brand's look, tagged for screen readers. The same report makes the same bytes, so
 * that a mail which is sent again is the same mail.
 */
export async function renderReport(report: ContractReport, logo: Logo | null): Promise<Buffer> {
  const { contract, month, period } = report
  const locale = contract.clientLocale
  const words: Wording = { locale, t: translator(locale), f: formatter(locale, contract.timeZone) }
  const { t } = words
  const sheet = await Sheet.open({
    title: t('report.documentTitle', { contract: contract.title, month: monthTitle(month, words) }),
    ...{ author: contract.productName, subject: t('report.document'), locale },
    ...{ madeAt: new Date(`${period.to}T12:00:00Z`), palette: palettes(contract.accentColor).light },
  })
  drawMasthead(sheet, report, logo, words)
  const size = { size: 22, bold: true, lines: 4 }
  sheet.tagged('H1', () => sheet.text(contract.title, PAGE.margin, sheet.y, CONTENT_WIDTH, size))
  sheet.y += sheet.height(contract.title, CONTENT_WIDTH, size) + 4
  sheet.paragraph(monthAndDays(report, words), { size: 11, color: sheet.palette.muted })
  for (const notice of noticesOf(report, words)) sheet.paragraph(notice, { color: sheet.palette.tones.warning.ink })
  sheet.y += 6
  drawFigures(sheet, report, words)
  sheet.heading(t('report.volumeByDay'), 150)
  if (report.volumes.every(({ bytes }) => bytes === 0)) sheet.paragraph(t('contractVolume.none'))
  else drawVolume(sheet, { points: report.volumes, subscribedBytes: contract.subscribedBytes, words })
  sheet.heading(t('report.forecastHeading'))
  sheet.paragraph(forecastText(report, words))
  sheet.y += 4
  drawMachines(sheet, report, words)
  drawIncidents(sheet, report, words)
  drawFooters(sheet, report, words)
  return sheet.close()
}

function drawFigures(sheet: Sheet, report: ContractReport, words: Wording): void {
  const figures = figuresOf(report, words)
  const width = CONTENT_WIDTH / FIGURES_A_ROW
  const rows = Math.ceil(figures.length / FIGURES_A_ROW)
  const top = sheet.y
  const { muted, line } = sheet.palette
  sheet.ornament((doc) => {
    doc.roundedRect(PAGE.margin, top, CONTENT_WIDTH, rows * FIGURE_HEIGHT, 7)
    for (let row = 1; row < rows; row++)
      doc.moveTo(PAGE.margin, top + row * FIGURE_HEIGHT).lineTo(PAGE.margin + CONTENT_WIDTH, top + row * FIGURE_HEIGHT)
    for (let column = 1; column < FIGURES_A_ROW; column++)
      doc.moveTo(PAGE.margin + column * width, top).lineTo(PAGE.margin + column * width, top + rows * FIGURE_HEIGHT)
    doc.lineWidth(0.7).stroke(line)
  })
  for (const [index, { name, value, detail }] of figures.entries()) {
    const x = PAGE.margin + (index % FIGURES_A_ROW) * width + 12
    const y = top + Math.floor(index / FIGURES_A_ROW) * FIGURE_HEIGHT + 9
    sheet.tagged('P', () => {
      sheet.text(name, x, y, width - 24, { size: 8.5, color: muted, lines: 1 })
      sheet.text(value, x, y + 13, width - 24, { size: 15, bold: true, lines: 1 })
      sheet.text(detail, x, y + 33, width - 24, { size: 8, color: muted, lines: 1 })
    })
  }
  sheet.y = top + rows * FIGURE_HEIGHT + 14
}

function drawMachines(sheet: Sheet, report: ContractReport, words: Wording): void {
  const { t } = words
  const { machines, machineCount } = report
  if (machineCount === 0) return
  sheet.heading(t('report.machines'), 80)
  const { danger } = sheet.palette.tones
  const columns: Column[] = [
    { name: t('report.columns.machine') },
    { name: t('report.columns.last'), width: 92, color: (cell) => (cell === t('report.never') ? danger.ink : undefined) },
    { name: t('report.columns.backups'), width: 62, right: true },
    { name: t('report.columns.good'), width: 50, right: true },
    {
      name: t('report.columns.failed'),
      width: 44,
      right: true,
      color: (_, row) => ((machines[row]?.failed ?? 0) > 0 ? danger.ink : undefined),
    },
    { name: t('report.columns.volume'), width: 62, right: true },
  ]
  drawTable(
    sheet,
    columns,
    machines.map((machine) => machineCells(machine, words)),
  )
  if (machineCount > machines.length)
    sheet.paragraph(t('report.more', { count: machineCount - machines.length }), { color: sheet.palette.muted })
}

function drawIncidents(sheet: Sheet, report: ContractReport, words: Wording): void {
  const { t } = words
  const { incidents, incidentCount } = report
  sheet.heading(t('report.incidents'), 50)
  if (incidentCount === 0) {
    sheet.paragraph(t('report.noIncidents'))
    return
  }
  const { danger } = sheet.palette.tones
  const columns: Column[] = [
    { name: t('report.columns.what'), width: 130 },
    { name: t('report.columns.machine') },
    { name: t('report.columns.opened'), width: 92 },
    { name: t('report.columns.closed'), width: 92, color: (cell) => (cell === t('report.ongoing') ? danger.ink : undefined) },
  ]
  drawTable(
    sheet,
    columns,
    incidents.map((incident) => incidentCells(incident, words)),
  )
  if (incidentCount > incidents.length)
    sheet.paragraph(t('report.more', { count: incidentCount - incidents.length }), { color: sheet.palette.muted })
}
