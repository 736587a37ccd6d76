"""The one window around the pages: sidebar, menus, job bar, toasts, crash sheet."""
