"""How data gets in: deliveries are read, checked, archived, built into a warehouse and published."""
