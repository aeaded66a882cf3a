"""The KPIs of the communication plan: one small function and one declaration each."""
