"""Theme, icons, painting and the small widgets that every page is put together from."""
