"""The wardrobe: what people see in Teams, and the words for it in Swedish and English."""
