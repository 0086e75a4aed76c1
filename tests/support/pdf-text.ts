import { extractText, getDocumentProxy } from 'unpdf'

/** What a reader gets to see of a PDF: its text by page, its facts, its language, and whether it is tagged for screen readers. */
export async function readPdf(bytes: Uint8Array) {
  const proxy = await getDocumentProxy(new Uint8Array(bytes))
  const { info } = await proxy.getMetadata()
  const { text } = await extractText(proxy, { mergePages: false })
  const pages = text.map((page) => page.replace(/[\u00a0\u202f\s]+/g, ' '))
  const marked = await proxy.getMarkInfo()
  const facts = info as Record<string, unknown>
  return { pages, text: pages.join(' '), info: facts, lang: facts.Language as string | undefined, tagged: marked?.Marked === true }
}
