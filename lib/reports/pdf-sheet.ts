import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import { plain } from '@/lib/mails/escape'
import type { Palette } from '@/lib/mails/palette'

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89, margin: 48, top: 84, bottom: 772 } as const
export const CONTENT_WIDTH = PAGE.width - 2 * PAGE.margin

const FONTS = 'node_modules/@expo-google-fonts/inter'
const WEIGHTS = { regular: '400Regular/Inter_400Regular.ttf', bold: '600SemiBold/Inter_600SemiBold.ttf' }

let fonts: Promise<{ regular: Buffer; bold: Buffer }> | undefined

/** The fonts that are embedded, read once in a process; what could not be read is read anew. */
function readFonts(): Promise<{ regular: Buffer; bold: Buffer }> {
  const read = (path: string) => readFile(join(process.cwd(), FONTS, path))
  fonts ??= Promise.all([read(WEIGHTS.regular), read(WEIGHTS.bold)])
    .then(([regular, bold]) => ({ regular, bold }))
    .catch((error: unknown) => {
      fonts = undefined
      throw error
    })
  return fonts
}

export type Style = { size?: number; bold?: boolean; color?: string; align?: 'left' | 'right'; lines?: number }
type Facts = { title: string; author: string; subject: string; locale: 'fr' | 'en'; madeAt: Date; palette: Palette }
type Element = InstanceType<typeof PDFDocument> extends { struct: (...args: never[]) => infer E } ? E : never

/**
 * The paper of a document: a cursor that goes down its pages, text and shapes at places, and tags by which a screen reader reads it.
 * The same calls make the same bytes, since nothing of the clock gets in.
 */
export class Sheet {
  y: number = PAGE.top
  readonly root: Element

  private constructor(
    readonly doc: PDFKit.PDFDocument,
    readonly palette: Palette,
  ) {
    this.root = doc.struct('Document')
    doc.addStructure(this.root)
  }

  static async open({ title, author, subject, locale, madeAt, palette }: Facts): Promise<Sheet> {
    const { regular, bold } = await readFonts()
    const doc = new PDFDocument({
      ...{ size: 'A4', margins: { top: 0, bottom: 0, left: PAGE.margin, right: PAGE.margin }, bufferPages: true, pdfVersion: '1.7' },
      ...{ tagged: true, displayTitle: true, lang: locale === 'en' ? 'en-GB' : 'fr-FR', font: '' },
      info: { Title: plain(title), Author: plain(author), Subject: plain(subject), CreationDate: madeAt, ModDate: madeAt },
    })
    doc.registerFont('regular', regular).registerFont('bold', bold)
    return new Sheet(doc, palette)
  }

  /** Begins a new page where `height` has no room on this one; answers whether it did. */
  room(height: number): boolean {
    if (this.y + height <= PAGE.bottom) return false
    this.doc.addPage()
    this.y = PAGE.top
    return true
  }

  /** Draws a text with its upper left corner at a place; answers how high it is. */
  text(text: string, x: number, y: number, width: number, style: Style = {}): number {
    const height = this.height(text, width, style)
    const limit = style.lines ? { height: this.lineHeight(style) * style.lines + 1, ellipsis: true } : {}
    this.set(style).text(plain(text), x, y, { width, align: style.align ?? 'left', lineGap: 2, ...limit })
    return height
  }

  height(text: string, width: number, style: Style = {}): number {
    const whole = this.set(style).heightOfString(plain(text), { width, lineGap: 2 })
    return style.lines ? Math.min(whole, this.lineHeight(style) * style.lines) : whole
  }

  /** Something that is read, below `parent`; its tag says as what. */
  tagged(tag: string, draw: () => void, options: { alt?: string } = {}, parent: Element = this.root): void {
    parent.add(this.doc.struct(tag, options, [draw]))
  }

  /** Something that is only seen. */
  ornament(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    draw(this.doc)
    this.doc.endMarkedContent()
  }

  heading(text: string, keepWith = 60): void {
    this.room(24 + keepWith)
    this.y += 6
    this.tagged('H2', () => this.text(text, PAGE.margin, this.y, CONTENT_WIDTH, { size: 13, bold: true }))
    this.y += 24
  }

  paragraph(text: string, style: Style = {}): void {
    const height = this.height(text, CONTENT_WIDTH, style)
    this.room(height)
    this.tagged('P', () => this.text(text, PAGE.margin, this.y, CONTENT_WIDTH, style))
    this.y += height + 4
  }

  /** Ends the document; the pages are still to be had before. */
  close(): Promise<Buffer> {
    const parts: Buffer[] = []
    const whole = new Promise<Buffer>((resolve, reject) => {
      this.doc.on('data', (part: Buffer) => parts.push(part))
      this.doc.on('end', () => resolve(Buffer.concat(parts)))
      this.doc.on('error', reject)
    })
    this.root.end()
    this.doc.end()
    return whole
  }

  private set({ size = 10, bold = false, color = this.palette.ink }: Style): PDFKit.PDFDocument {
    return this.doc
      .font(bold ? 'bold' : 'regular')
      .fontSize(size)
      .fillColor(color)
  }

  private lineHeight(style: Style): number {
    return this.set(style).currentLineHeight(true) + 2
  }
}
