import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Announcer } from './announce.tsx'
import { queries } from './api.ts'
import { listenToKeys } from './commands.ts'
import { listenToFingers } from './finger.ts'
import { Speech } from './i18n.tsx'
import { Confirmations } from './pieces/Confirm.tsx'
import { schemeManager, storedScheme, theme } from './theme/theme.ts'
import { UndoToast } from './undo.tsx'

export function Root() {
  useEffect(listenToKeys, [])
  useEffect(listenToFingers, [])
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider
        theme={theme}
        defaultColorScheme={storedScheme()}
        colorSchemeManager={schemeManager}
        withCssVariables={false}
        withGlobalClasses={false}
      >
        <Speech>
          <Outlet />
          <Confirmations />
          <UndoToast />
          <Announcer />
        </Speech>
      </MantineProvider>
    </QueryClientProvider>
  )
}
