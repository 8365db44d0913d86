"""From the words of pages to series: up to eight (area, number) pairs that one relation ties together."""
