import type { ImageChanges } from '@/lib/brands/commands'
import { readBrandImage } from '@/lib/brands/image'
import { MAX_PNG_BYTES } from '@/lib/brands/png'
import { type ImageKind, imageKinds } from '@/lib/brands/types'
import type { BrandFailure, ImageValue, ImageValues, PreparedImage } from './brand-form-values'

/** Makes a chosen file safe and hands it back as a data address, for the preview and for the form to send along. */
export async function prepareImage(kind: ImageKind, file: unknown): Promise<PreparedImage> {
  if (!(file instanceof File)) return { ok: false, problem: 'not_an_image' }
  if (file.size > MAX_PNG_BYTES) return { ok: false, problem: 'too_large' }
  const image = await readBrandImage(kind, new Uint8Array(await file.arrayBuffer()))
  if (!image.ok) return { ok: false, problem: image.reason }
  const { mediaType, body, dropped } = image.value
  return { ok: true, data: `data:${mediaType};base64,${body.toString('base64')}`, dropped }
}

type ReadImages = { values: ImageValues; changes: ImageChanges; failure: Extract<BrandFailure, { reason: 'image' }> | null }

/**
 * What the form says of both pictures. The data that it sends along was made safe by the portal, but comes from a browser: it goes the
 * whole way again. Without scripts the files come themselves.
 */
export async function readImages(form: FormData): Promise<ReadImages> {
  const read: ReadImages = {
    values: { logo: { choice: 'keep', data: '' }, favicon: { choice: 'keep', data: '' } },
    changes: {},
    failure: null,
  }
  for (const kind of imageKinds) {
    const value = await readImageValue(kind, form)
    if ('problem' in value) {
      read.failure ??= { reason: 'image', kind, problem: value.problem }
      continue
    }
    read.values[kind] = value
    if (value.choice === 'remove') read.changes[kind] = null
    if (value.choice !== 'new') continue
    const image = await readBrandImage(kind, Buffer.from(value.data.split(',')[1] ?? '', 'base64'))
    if (image.ok) read.changes[kind] = image.value
    else read.failure ??= { reason: 'image', kind, problem: image.reason }
  }
  return read
}

async function readImageValue(kind: ImageKind, form: FormData): Promise<ImageValue | { problem: string }> {
  const file = form.get(`${kind}File`)
  if (file instanceof File && file.size > 0) {
    const prepared = await prepareImage(kind, file)
    return prepared.ok ? { choice: 'new', data: prepared.data } : prepared
  }
  if (form.get(`${kind}Choice`) === 'remove') return { choice: 'remove', data: '' }
  const data = String(form.get(`${kind}Data`) ?? '')
  return /^data:image\/(png|svg\+xml);base64,/.test(data) ? { choice: 'new', data } : { choice: 'keep', data: '' }
}
