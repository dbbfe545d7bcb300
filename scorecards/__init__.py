"""Read, choose, judge, table: joins the warehouse and metrics into what screens, exports and command lines show."""
