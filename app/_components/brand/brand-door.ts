import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import type { ActionFailure } from '@/lib/actions/action'
import { updateBrand } from '@/lib/brands/commands'
import type { BrandActor } from '@/lib/brands/policy'
import { getBrand } from '@/lib/brands/queries'
import { updateBrandSchema } from '@/lib/brands/schema'
import { clock } from '@/lib/clock'
import { ok } from '@/lib/errors'
import { claimHost, removeHost, verifyHost } from '@/lib/hosts/commands'
import { claimHostSchema, hostIdSchema, removeHostSchema } from '@/lib/hosts/schema'
import { type BrandField, type BrandFormState, brandInput, brandValues, type PreparedImage, readBrandValues } from './brand-form-values'
import { prepareImage, readImages } from './brand-images'

type Guard = <Schema extends z.ZodType, Out>(
  schema: Schema,
  work: (actor: BrandActor, input: z.output<Schema>) => Promise<Out>,
) => (raw: z.input<Schema>) => Promise<Out | ActionFailure>

const brandIdSchema = z.object({ brandId: z.uuid() })

/** What administrators of an own brand and operators do with brands, each through the guard of their own door. */
export function brandDoor(guard: Guard) {
  const read = guard(brandIdSchema, async (actor, { brandId }) => ok(await getBrand(actor, brandId)))

  /** Saves the brand form; null when it is saved, else the form as it comes back, with all that was typed and chosen. */
  async function save(brandId: string, state: BrandFormState, form: FormData): Promise<BrandFormState | null> {
    // Asked first, so that nobody has pictures decoded whose the brand is not.
    const before = await read({ brandId })
    const values = readBrandValues(form)
    const next = { ...state, attempt: state.attempt + 1, values, version: String(form.get('version')), failure: null, current: null }
    if (!before.ok) return { ...next, failure: { reason: 'forbidden' } }
    const { values: images, changes, failure } = await readImages(form)
    if (failure) return { ...next, images, failure }
    const update = guard(updateBrandSchema, (actor, input) => updateBrand(actor, input, changes, clock.now()))
    const result = await update({ ...brandInput(values), brandId, version: next.version })
    if (result.ok) {
      revalidatePath('/', 'layout')
      return null
    }
    if (result.reason === 'invalid') return { ...next, images, failure: { reason: 'invalid', fields: result.fields as BrandField[] } }
    if (result.reason === 'foreign_sender') return { ...next, images, failure: { reason: 'foreign_sender' } }
    const after = result.reason === 'changed_meanwhile' ? await read({ brandId }) : null
    if (!after?.ok) return { ...next, images, failure: { reason: 'forbidden' } }
    const overtaken = { version: after.value.version, current: brandValues(after.value) }
    return { ...next, ...overtaken, images, failure: { reason: 'changed_meanwhile' } }
  }

  async function prepare(brandId: string, form: FormData): Promise<PreparedImage> {
    const allowed = await read({ brandId })
    const kind = form.get('kind') === 'favicon' ? 'favicon' : 'logo'
    return allowed.ok ? prepareImage(kind, form.get('file')) : { ok: false, problem: 'forbidden' }
  }

  const refreshed = <In, Out>(work: (input: In) => Promise<Out>) => {
    return async (input: In): Promise<Out> => {
      const result = await work(input)
      revalidatePath('/', 'layout')
      return result
    }
  }
  const claim = refreshed(guard(claimHostSchema, claimHost))
  const verify = refreshed(guard(hostIdSchema, (actor, { hostId }) => verifyHost(actor, hostId, clock.now())))
  const remove = refreshed(guard(removeHostSchema, removeHost))
  return { save, prepare, claim, verify, remove }
}
