import { FileCog } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Panel } from '@/app/_components/ui/panel'
import type { Translate } from '@/lib/i18n/translator'
import { ConfigFile } from './config-file'

type Props = {
  title: string
  hint?: string
  version: number
  body: string
  none: { title: string; text: string }
  mayEdit: boolean
  t: Translate
  /** The editor, while it is open. */
  children?: ReactNode
}

/** The file that stands, its editor, or what to do where there is none. */
export function ConfigPanel({ title, hint, version, body, none, mayEdit, t, children }: Props) {
  const shown = version === 0 ? <EmptyState icon={FileCog} title={none.title} heading="h3" text={none.text} /> : <ConfigFile body={body} />
  return (
    <Panel title={title} titleId="file" hint={hint}>
      {children || shown}
      {!mayEdit && <p className="mt-2 text-[12.5px] text-muted">{t('config.readOnly')}</p>}
    </Panel>
  )
}
