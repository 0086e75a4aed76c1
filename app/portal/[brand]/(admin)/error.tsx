'use client'

export { CrashNotice as default } from '@/app/_components/ui/crash-notice'
