import { createTheme, type MantineColorSchemeManager } from '@mantine/core'

/** Colours, sizes and shadows live in css; here are only the habits of the components. */
export const theme = createTheme({
  primaryColor: 'green',
  primaryShade: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 350,
        multiline: true,
        maw: 300,
        events: { hover: true, focus: true, touch: true },
        transitionProps: { duration: 0 },
      },
    },
    // The focus placeholder would be a child that a menu may not have.
    Menu: {
      defaultProps: {
        withInitialFocusPlaceholder: false,
        shadow: 'none',
        position: 'bottom-end',
        transitionProps: { duration: 0 },
      },
    },
    Popover: { defaultProps: { shadow: 'none', transitionProps: { duration: 0 } } },
    Select: {
      defaultProps: {
        comboboxProps: { shadow: 'none', transitionProps: { duration: 0 } },
        checkIconPosition: 'right',
      },
    },
    // Locking the scroll by the library injects a <style>, which the policy refuses: Sheet locks it itself.
    Drawer: { defaultProps: { lockScroll: false, shadow: 'none', transitionProps: { duration: 140 } } },
    Modal: {
      defaultProps: { lockScroll: false, shadow: 'none', centered: true, transitionProps: { duration: 100 } },
    },
    // Named, so that the style sheet can tell it from the others.
    Button: { defaultProps: { variant: 'filled' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 32 } },
    Textarea: { defaultProps: { autosize: false } },
  },
})

export type Scheme = 'light' | 'dark' | 'auto'
const key = 'pupitre.theme'

export function storedScheme(): Scheme {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'auto'
  } catch {
    return 'auto'
  }
}

export const schemeManager: MantineColorSchemeManager = {
  get: storedScheme,
  set: (value) => {
    try {
      localStorage.setItem(key, value)
    } catch {
      // Private windows refuse: the choice then lasts as long as the page.
    }
  },
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => localStorage.removeItem(key),
}
