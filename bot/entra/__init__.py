"""Who somebody is, as Microsoft Entra says with a token."""
