'use server'

import { redirect } from 'next/navigation'
import { operatorAction } from '@/lib/actions/action'
import { addBrand } from '@/lib/brands/commands'
import { addBrandSchema } from '@/lib/brands/schema'

export type NewBrandState = {
  attempt: number
  values: Record<'slug' | 'productName' | 'accentColor' | 'locale', string>
  failure: 'slug_taken' | 'forbidden' | { invalid: string[] } | null
}

const add = operatorAction(addBrandSchema, addBrand)

/** Adds a brand and leads to its page, where the rest is set. */
export async function addBrandAction(state: NewBrandState, form: FormData): Promise<NewBrandState> {
  const text = (name: string) => String(form.get(name) ?? '').slice(0, 200)
  const values = { slug: text('slug'), productName: text('productName'), accentColor: text('accentColor'), locale: text('locale') }
  const result = await add({ ...values, slug: values.slug.trim(), locale: values.locale as 'fr' | 'en' })
  if (result.ok) redirect(`/operator/brands/${result.value.brandId}`)
  return { attempt: state.attempt + 1, values, failure: result.reason === 'invalid' ? { invalid: result.fields } : result.reason }
}
